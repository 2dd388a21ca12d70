-- imaging_study, one row for each study. The tool of the paper writes the model's name as manufacturer and leaves person and procedure empty; here they
-- are what they are called. [I-CDM]
SELECT
  u.replacement AS imaging_study_id,
  t.person_id,
  CAST(NULL AS INTEGER) AS note_id,
  t.procedure_occurrence_id,
  t.day AS study_date,
  CAST(t.datetime AS VARCHAR) AS study_datetime,
  i.row_id AS filepath_id,
  c.concept_id AS study_type_concept_id,
  w.word AS manufacturer,
  m.concept_id AS modality_concept_id,
  m.word AS modality_source_value,
  t.n_series AS number_of_series,
  t.n_images AS number_of_instance
FROM study_total t
JOIN uid_map u ON u.original = t.study_instance_uid
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'icdm-study') c
LEFT JOIN row_id i ON i.table_name = 'filepath' AND i.study_instance_uid = t.study_instance_uid AND i.series_instance_uid = ''
LEFT JOIN study_word w ON w.study_instance_uid = t.study_instance_uid AND w.kind = 'manufacturer'
LEFT JOIN study_word m ON m.study_instance_uid = t.study_instance_uid AND m.kind = 'modality'
