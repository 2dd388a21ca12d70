-- Ids of series: those remembered, then new ones from the base on, in order of person, day, study UID, series number, series UID.
SELECT
  s.series_instance_uid,
  s.study_instance_uid,
  o.person_id,
  k.image_occurrence_id IS NULL AS is_new,
  coalesce(k.image_occurrence_id, g.image_occurrence_base - 1 + row_number() OVER (
    PARTITION BY k.image_occurrence_id IS NULL
    ORDER BY o.person_id, t.day, s.study_instance_uid, s.series_number NULLS LAST, s.series_instance_uid)) AS image_occurrence_id
FROM series s
JOIN series_outcome o ON o.series_instance_uid = s.series_instance_uid AND o.refused IS NULL
JOIN study t ON t.study_instance_uid = s.study_instance_uid
CROSS JOIN setting g
LEFT JOIN known_series k ON k.series_instance_uid = s.series_instance_uid
