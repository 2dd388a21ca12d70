-- One row for each study with a series that is used. Its day is Study Date where that is valid, else the earliest day of its series.
SELECT
  s.study_instance_uid,
  min(o.person_id) AS person_id,
  min(s.accession) AS accession,
  coalesce(min(t.day), min(o.day)) AS day,
  min(s.first_acquisition) AS first_acquisition
FROM series s
JOIN series_outcome o ON o.series_instance_uid = s.series_instance_uid AND o.refused IS NULL
LEFT JOIN date_value t ON t.series_instance_uid = s.series_instance_uid AND t.level = 4
GROUP BY s.study_instance_uid
