-- Rows of MEASUREMENT that are no header elements. [CDM v5.4]
SELECT
  f.measurement_id,
  o.person_id,
  f.concept_id AS measurement_concept_id,
  o.day AS measurement_date,
  o.datetime AS measurement_datetime,
  CAST(NULL AS VARCHAR) AS measurement_time,
  f.type_concept_id AS measurement_type_concept_id,
  CAST(NULL AS INTEGER) AS operator_concept_id,
  f.value_as_number,
  f.value_as_concept_id,
  f.unit_concept_id,
  CAST(NULL AS DOUBLE) AS range_low,
  CAST(NULL AS DOUBLE) AS range_high,
  CAST(NULL AS INTEGER) AS provider_id,
  o.visit_occurrence_id,
  CAST(NULL AS INTEGER) AS visit_detail_id,
  f.source_value AS measurement_source_value,
  f.source_concept_id AS measurement_source_concept_id,
  f.unit_source_value,
  CAST(NULL AS INTEGER) AS unit_source_concept_id,
  f.value_source_value,
  o.procedure_occurrence_id AS measurement_event_id,
  g.procedure_field_concept_id AS meas_event_field_concept_id
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
WHERE f.event = 'measurement'
