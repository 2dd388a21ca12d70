-- OBSERVATION: what reports say in codes. [CDM v5.4]
SELECT
  f.observation_id,
  o.person_id,
  f.concept_id AS observation_concept_id,
  o.day AS observation_date,
  o.datetime AS observation_datetime,
  f.type_concept_id AS observation_type_concept_id,
  f.value_as_number,
  CAST(NULL AS VARCHAR) AS value_as_string,
  f.value_as_concept_id,
  CAST(NULL AS INTEGER) AS qualifier_concept_id,
  f.unit_concept_id,
  CAST(NULL AS INTEGER) AS provider_id,
  o.visit_occurrence_id,
  CAST(NULL AS INTEGER) AS visit_detail_id,
  f.source_value AS observation_source_value,
  f.source_concept_id AS observation_source_concept_id,
  f.unit_source_value,
  CAST(NULL AS VARCHAR) AS qualifier_source_value,
  f.value_source_value,
  o.procedure_occurrence_id AS observation_event_id,
  g.procedure_field_concept_id AS obs_event_field_concept_id
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
WHERE f.event = 'observation'
