-- MEASUREMENT, one row for each value of a feature. [CDM v5.4]
SELECT
  f.measurement_id,
  o.person_id,
  p.measurement_concept_id,
  o.day AS measurement_date,
  o.datetime AS measurement_datetime,
  CAST(NULL AS VARCHAR) AS measurement_time,
  CASE WHEN p.is_legacy THEN g.algorithm_concept_id ELSE g.ehr_concept_id END AS measurement_type_concept_id,
  CAST(NULL AS INTEGER) AS operator_concept_id,
  CASE WHEN p.modulus IS NOT NULL THEN number_of(f.value, p.vr) % p.modulus WHEN p.is_number THEN number_of(f.value, p.vr) ELSE v.value_as_number END AS value_as_number,
  v.value_as_concept_id,
  CASE
    WHEN p.vr = 'AS' THEN v.unit_concept_id
    WHEN p.is_number THEN coalesce(u.concept_id, p.unit_concept_id)
  END AS unit_concept_id,
  CAST(NULL AS DOUBLE) AS range_low,
  CAST(NULL AS DOUBLE) AS range_high,
  CAST(NULL AS INTEGER) AS provider_id,
  o.visit_occurrence_id,
  CAST(NULL AS INTEGER) AS visit_detail_id,
  concat(p.source_value, CASE WHEN p.multi = 'named' AND f.value_index > 0 THEN concat('[', f.value_index, ']') ELSE '' END, f.edge)
    AS measurement_source_value,
  p.attribute_concept_id AS measurement_source_concept_id,
  CASE WHEN p.vr = 'AS' THEN v.unit_source_value WHEN p.is_number THEN coalesce(u.unit, p.unit) END AS unit_source_value,
  CAST(NULL AS INTEGER) AS unit_source_concept_id,
  CASE
    WHEN p.is_elapsed THEN NULL
    WHEN v.path_id IS NULL THEN substr(f.value, 1, 50)
    ELSE v.value_source_value
  END AS value_source_value,
  o.procedure_occurrence_id AS measurement_event_id,
  g.procedure_field_concept_id AS meas_event_field_concept_id
FROM feature_id f
JOIN feature_path p ON p.path_id = f.path_id
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
LEFT JOIN value_cell v
  ON v.path_id = f.path_id AND v.value_index = f.value_index
  AND coalesce(v.value, '') = coalesce(f.value, '') AND coalesce(v.code_value, '') = coalesce(f.code_value, '')
  AND coalesce(v.code_scheme, '') = coalesce(f.code_scheme, '') AND coalesce(v.code_meaning, '') = coalesce(f.code_meaning, '')
LEFT JOIN feature_unit u ON u.image_occurrence_id = f.image_occurrence_id AND u.path_id = f.path_id
UNION ALL
SELECT * FROM found_measurement
