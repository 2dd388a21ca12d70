-- image_occurrence_source.tsv: what a series is made of, beside IMAGE_OCCURRENCE. Texts are cleaned, times shifted.
SELECT
  o.image_occurrence_id,
  s.n_instances,
  s.n_frames,
  CASE WHEN g.identified OR registered.uid IS NOT NULL THEN s.sop_class_uid END AS sop_class_uid,
  s.n_sop_classes,
  maker.text AS manufacturer,
  model.text AS model,
  s.series_number,
  description.text AS series_description,
  CASE WHEN g.identified THEN part.value ELSE part.text END AS body_part_source_value,
  o.modality AS modality_source_value,
  o.modality_source_concept_id,
  add_days_to_time(datetime_of(s.first_acquisition), h.shift_days) AS first_acquisition_datetime,
  add_days_to_time(datetime_of(s.last_acquisition), h.shift_days) AS last_acquisition_datetime,
  s.status
FROM occurrence o
JOIN series s ON s.series_instance_uid = o.series_instance_uid
JOIN person_shift h ON h.person_id = o.person_id
CROSS JOIN setting g
LEFT JOIN lookup_uid registered ON registered.uid = s.sop_class_uid
LEFT JOIN source_text maker ON maker.series_instance_uid = o.series_instance_uid AND maker.path = '00080070'
LEFT JOIN source_text model ON model.series_instance_uid = o.series_instance_uid AND model.path = '00081090'
LEFT JOIN source_text description ON description.series_instance_uid = o.series_instance_uid AND description.path = '0008103E'
LEFT JOIN source_text part ON part.series_instance_uid = o.series_instance_uid AND part.path = '00180015'
