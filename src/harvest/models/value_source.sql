-- The DICOM concept of the value of a measurement, where it has one: value_source_concept_id of CDM v5.5. The standard concept stands in value_as_concept_id.
SELECT f.measurement_id, min(v.value_source_concept_id) AS value_source_concept_id
FROM feature_id f
JOIN value_rule v
  ON v.path_id = f.path_id AND v.value_index = f.value_index
  AND coalesce(v.value, '') = coalesce(f.value, '') AND coalesce(v.code_value, '') = coalesce(f.code_value, '')
  AND coalesce(v.code_scheme, '') = coalesce(f.code_scheme, '') AND coalesce(v.code_meaning, '') = coalesce(f.code_meaning, '')
WHERE v.value_source_concept_id IS NOT NULL
GROUP BY f.measurement_id
