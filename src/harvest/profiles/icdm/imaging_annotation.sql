-- imaging_annotation, one row for each thing that was measured or named of a finding in a series, by whom or what. No DDL of it was published. [I-CDM Table 2]
SELECT
  f.image_feature_id AS imaging_annotation_id,
  study_uid.replacement AS imaging_study_id,
  series_uid.replacement AS unique_series_id,
  o.person_id,
  f.image_finding_id,
  f.concept_id AS annotation_concept_id,
  f.source_value AS annotation_source_value,
  f.value_as_number,
  f.value_as_concept_id,
  f.value_source_value,
  f.unit_concept_id,
  f.unit_source_value,
  f.alg_system AS annotation_system,
  f.alg_datetime AS annotation_datetime
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
JOIN uid_map study_uid ON study_uid.original = o.study_instance_uid
JOIN uid_map series_uid ON series_uid.original = o.series_instance_uid
WHERE f.finding_concept_id IS NOT NULL
