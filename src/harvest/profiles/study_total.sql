-- One row for each study with a series that is used: whose, when, how many series and images; frames count as images.
SELECT
  o.study_instance_uid,
  min(o.person_id) AS person_id,
  min(o.procedure_occurrence_id) AS procedure_occurrence_id,
  min(add_days(t.day, h.shift_days)) AS day,
  min(add_days_to_time(day_and_time(t.day, m.clock), h.shift_days)) AS datetime,
  count(*) AS n_series,
  CAST(sum(s.n_frames) AS BIGINT) AS n_images,
  min(o.image_occurrence_id) AS image_occurrence_id
FROM occurrence o
JOIN series s ON s.series_instance_uid = o.series_instance_uid
JOIN study t ON t.study_instance_uid = o.study_instance_uid
JOIN person_shift h ON h.person_id = o.person_id
LEFT JOIN study_time m ON m.study_instance_uid = o.study_instance_uid
GROUP BY o.study_instance_uid
