-- Every concept that a row of the harvest names, once.
-- reads: image_occurrence, image_feature, measurement, procedure_occurrence
-- uses: observation
SELECT DISTINCT concept_id
FROM (
  SELECT anatomic_site_concept_id AS concept_id FROM image_occurrence
  UNION ALL SELECT modality_concept_id FROM image_occurrence
  UNION ALL SELECT image_feature_event_field_concept_id FROM image_feature
  UNION ALL SELECT image_feature_concept_id FROM image_feature
  UNION ALL SELECT image_feature_type_concept_id FROM image_feature
  UNION ALL SELECT image_finding_concept_id FROM image_feature
  UNION ALL SELECT anatomic_site_concept_id FROM image_feature
  UNION ALL SELECT measurement_concept_id FROM measurement
  UNION ALL SELECT measurement_type_concept_id FROM measurement
  UNION ALL SELECT operator_concept_id FROM measurement
  UNION ALL SELECT value_as_concept_id FROM measurement
  UNION ALL SELECT unit_concept_id FROM measurement
  UNION ALL SELECT measurement_source_concept_id FROM measurement
  UNION ALL SELECT meas_event_field_concept_id FROM measurement
  UNION ALL SELECT observation_concept_id FROM observation
  UNION ALL SELECT value_as_concept_id FROM observation
  UNION ALL SELECT procedure_concept_id FROM procedure_occurrence
  UNION ALL SELECT procedure_type_concept_id FROM procedure_occurrence
  UNION ALL SELECT procedure_source_concept_id FROM procedure_occurrence
) named
WHERE concept_id IS NOT NULL AND concept_id <> 0
