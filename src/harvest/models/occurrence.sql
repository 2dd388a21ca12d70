-- What every row of a series shares: ids, person, procedure, visit, shifted day and time, site. IMAGE_OCCURRENCE and its features follow from it.
SELECT
  i.series_instance_uid,
  i.study_instance_uid,
  i.image_occurrence_id,
  i.person_id,
  t.study_key,
  coalesce(p.procedure_occurrence_id, t.procedure_occurrence_id) AS procedure_occurrence_id,
  p.procedure_occurrence_id IS NOT NULL AS procedure_is_known,
  coalesce(p.visit_occurrence_id, v.visit_occurrence_id) AS visit_occurrence_id,
  a.anatomic_site_concept_id,
  add_days(o.day, h.shift_days) AS day,
  add_days_to_time(coalesce(datetime_of(s.first_acquisition), day_and_time(o.day, series_time.clock)), h.shift_days) AS datetime,
  k.modality_concept_id,
  k.dicom_concept_id AS modality_source_concept_id,
  k.term AS modality,
  CASE WHEN s.n_sop_classes = 1 THEN s.sop_class_uid END AS sop_class_uid
FROM series_id i
JOIN series s ON s.series_instance_uid = i.series_instance_uid
JOIN series_outcome o ON o.series_instance_uid = i.series_instance_uid
JOIN study_id t ON t.study_instance_uid = i.study_instance_uid
JOIN person_shift h ON h.person_id = i.person_id
JOIN modality_value m ON m.series_instance_uid = i.series_instance_uid
JOIN modality_concept k ON coalesce(k.modality, '') = coalesce(m.modality, '')
LEFT JOIN procedure_link p ON p.study_instance_uid = i.study_instance_uid AND p.procedure_occurrence_id IS NOT NULL
LEFT JOIN visit_link v ON v.study_instance_uid = i.study_instance_uid
LEFT JOIN series_site a ON a.series_instance_uid = i.series_instance_uid
LEFT JOIN (
  SELECT series_instance_uid, min(time_of(value)) AS clock FROM elements WHERE path = '00080031' GROUP BY series_instance_uid
) series_time ON series_time.series_instance_uid = i.series_instance_uid
