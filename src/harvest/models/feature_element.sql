-- The elements of series that are used and paths that become features.
SELECT
  o.image_occurrence_id, p.path_id, p.multi, p.class,
  e.sop_instance_uid, e.frame, e.value_index, e.value,
  e.code_value, e.code_scheme, e.code_meaning, e.n_instances
FROM elements e
JOIN feature_path p ON p.path = e.path AND p.vr = e.vr AND coalesce(p.private_creator, '') = coalesce(e.private_creator, '')
JOIN series_id o ON o.series_instance_uid = e.series_instance_uid
WHERE (e.value IS NOT NULL OR e.code_value IS NOT NULL) AND e.value_index = coalesce(p.value_number, e.value_index)
