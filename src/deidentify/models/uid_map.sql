-- The UIDs that are written, with what replaces each.
SELECT u.original, r.replacement
FROM (
  SELECT study_instance_uid AS original FROM occurrence
  UNION SELECT series_instance_uid FROM occurrence
  UNION SELECT object_uid FROM found_feature WHERE object_uid IS NOT NULL
  UNION SELECT series_instance_uid FROM found_feature WHERE series_instance_uid IS NOT NULL
  UNION SELECT k.referenced_sop_instance_uid FROM key_object k JOIN setting g ON g.key_objects
) u
LEFT JOIN replaced_uid r ON r.original = u.original
