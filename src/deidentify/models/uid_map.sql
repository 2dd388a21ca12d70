-- The UIDs that are written, with what replaces each.
SELECT r.original, r.replacement
FROM replaced_uid r
JOIN (SELECT study_instance_uid AS original FROM occurrence UNION SELECT series_instance_uid FROM occurrence) u ON u.original = r.original
