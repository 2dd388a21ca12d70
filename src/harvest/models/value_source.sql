-- The concept of a value as it was found, where it has one: value_source_concept_id of MEASUREMENT and OBSERVATION in CDM v5.5. The standard concept stands in
-- value_as_concept_id.
SELECT 'measurement' AS table_name, f.measurement_id AS row_id, min(v.value_source_concept_id) AS value_source_concept_id
FROM feature_id f
JOIN value_rule v
  ON v.path_id = f.path_id AND v.value_index = f.value_index
  AND coalesce(v.value, '') = coalesce(f.value, '') AND coalesce(v.code_value, '') = coalesce(f.code_value, '')
  AND coalesce(v.code_scheme, '') = coalesce(f.code_scheme, '') AND coalesce(v.code_meaning, '') = coalesce(f.code_meaning, '')
WHERE v.value_source_concept_id IS NOT NULL
GROUP BY f.measurement_id
UNION ALL
SELECT event, coalesce(measurement_id, observation_id), value_source_concept_id
FROM found_id
WHERE event IS NOT NULL AND value_source_concept_id IS NOT NULL
