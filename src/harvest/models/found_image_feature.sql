-- Rows of IMAGE_FEATURE that are no header elements. [OHDSI ImageWG DDL 1.0]
SELECT
  f.image_feature_id,
  o.person_id,
  f.image_occurrence_id,
  CASE f.event WHEN 'measurement' THEN g.event_field_concept_id WHEN 'observation' THEN g.observation_field_concept_id END
    AS image_feature_event_field_concept_id,
  coalesce(f.measurement_id, f.observation_id) AS image_feature_event_id,
  f.feature_concept_id AS image_feature_concept_id,
  f.type_concept_id AS image_feature_type_concept_id,
  f.finding_concept_id AS image_finding_concept_id,
  f.image_finding_id,
  coalesce(f.site_concept_id, o.anatomic_site_concept_id) AS anatomic_site_concept_id,
  f.alg_system,
  f.alg_datetime
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
