-- IMAGE_FEATURE, one row for each measurement. [OHDSI ImageWG DDL 1.0]
SELECT
  f.image_feature_id,
  o.person_id,
  f.image_occurrence_id,
  g.event_field_concept_id AS image_feature_event_field_concept_id,
  f.measurement_id AS image_feature_event_id,
  p.measurement_concept_id AS image_feature_concept_id,
  g.ehr_concept_id AS image_feature_type_concept_id,
  CAST(NULL AS INTEGER) AS image_finding_concept_id,
  CAST(NULL AS INTEGER) AS image_finding_id,
  o.anatomic_site_concept_id,
  CAST(NULL AS VARCHAR) AS alg_system,
  CAST(NULL AS TIMESTAMP) AS alg_datetime
FROM feature_id f
JOIN feature_path p ON p.path_id = f.path_id
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
UNION ALL
SELECT * FROM found_image_feature
