-- deleted.tsv: ids that were given and that these headers do not fill, or not any more: what they stood for is gone, or the site names its own procedure.
-- They are kept for when they come back.
SELECT 'image_occurrence' AS table_name, k.image_occurrence_id AS id
FROM known_series k LEFT JOIN series_id i ON i.series_instance_uid = k.series_instance_uid
WHERE i.series_instance_uid IS NULL
UNION ALL
SELECT 'measurement', k.measurement_id
FROM known_feature k LEFT JOIN feature_id f ON f.measurement_id = k.measurement_id
WHERE f.measurement_id IS NULL
UNION ALL
SELECT 'image_feature', k.image_feature_id
FROM known_feature k LEFT JOIN feature_id f ON f.image_feature_id = k.image_feature_id
WHERE f.image_feature_id IS NULL
UNION ALL
SELECT 'procedure_occurrence', k.procedure_occurrence_id
FROM known_study k LEFT JOIN study_id t ON t.study_instance_uid = k.study_instance_uid
WHERE t.study_instance_uid IS NULL
UNION ALL
SELECT 'procedure_occurrence', t.procedure_occurrence_id
FROM study_id t
JOIN procedure_link p ON p.study_instance_uid = t.study_instance_uid
WHERE p.procedure_occurrence_id IS NOT NULL
UNION ALL
SELECT 'measurement', k.measurement_id
FROM known_found k LEFT JOIN found_id f ON f.measurement_id = k.measurement_id
WHERE f.measurement_id IS NULL AND k.measurement_id IS NOT NULL
UNION ALL
SELECT 'observation', k.observation_id
FROM known_found k LEFT JOIN found_id f ON f.observation_id = k.observation_id
WHERE f.observation_id IS NULL AND k.observation_id IS NOT NULL
UNION ALL
SELECT 'image_feature', k.image_feature_id
FROM known_found k LEFT JOIN found_id f ON f.image_feature_id = k.image_feature_id
WHERE f.image_feature_id IS NULL
UNION ALL
SELECT k.table_name, k.row_id
FROM known_row k
JOIN row_table t ON t.table_name = k.table_name
LEFT JOIN row_id i
  ON i.table_name = k.table_name AND i.study_instance_uid = k.study_instance_uid
  AND i.series_instance_uid = k.series_instance_uid AND i.row_key = k.row_key
WHERE i.row_id IS NULL
