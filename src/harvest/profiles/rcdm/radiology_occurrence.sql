-- RADIOLOGY_OCCURRENCE, one row for each study. [R-CDM Table 1]
SELECT
  i.row_id AS radiology_occurrence_id,
  t.person_id,
  t.day AS radiology_occurrence_date,
  t.datetime AS radiology_occurrence_datetime,
  m.modalities AS modality,
  w.word AS manufacturer,
  c.procedure_concept_id AS protocol_concept_id,
  coalesce(x.study_description, x.requested_procedure, x.protocol) AS protocol_source_value,
  t.n_series AS count_of_series,
  t.n_images AS count_of_images,
  CAST(NULL AS VARCHAR) AS radiology_note
FROM study_total t
JOIN row_id i ON i.table_name = 'radiology_occurrence' AND i.study_instance_uid = t.study_instance_uid
JOIN procedure_choice c ON c.study_instance_uid = t.study_instance_uid
LEFT JOIN modality_list m ON m.study_instance_uid = t.study_instance_uid
LEFT JOIN study_word w ON w.study_instance_uid = t.study_instance_uid AND w.kind = 'manufacturer'
LEFT JOIN candidate_text x ON x.study_instance_uid = t.study_instance_uid
