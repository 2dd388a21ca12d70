-- The elements of series that are used and paths that become features, without those of copies that belong to another series; times that are told as minutes from the acquisition, reckoned.
SELECT
  o.image_occurrence_id, p.path_id, p.multi, p.class,
  e.sop_instance_uid, e.frame, e.value_index, e.value,
  e.code_value, e.code_scheme, e.code_meaning, e.n_instances
FROM elements e
JOIN feature_path p ON p.path = e.path AND p.vr = e.vr AND coalesce(p.private_creator, '') = coalesce(e.private_creator, '')
JOIN series_id o ON o.series_instance_uid = e.series_instance_uid
LEFT JOIN foreign_copy x ON x.series_instance_uid = e.series_instance_uid AND x.sop_instance_uid = e.sop_instance_uid
WHERE x.sop_instance_uid IS NULL AND (e.value IS NOT NULL OR e.code_value IS NOT NULL) AND e.value_index = coalesce(p.value_number, e.value_index) AND NOT p.is_elapsed
UNION ALL
SELECT o.image_occurrence_id, p.path_id, p.multi, p.class, e.sop_instance_uid, e.frame, e.value_index, e.value,
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), e.n_instances
FROM elapsed_time e
JOIN feature_path p ON p.path_id = e.path_id
JOIN series_id o ON o.series_instance_uid = e.series_instance_uid
