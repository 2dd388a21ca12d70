-- CHoRUS: the files of each visit. The registry is joined to its images by group and series, to visits of the same person, and, its dates moved back by the
-- shift of the person, to the days of the visit.
SELECT r.person_id, r.visit_id, count(*) AS files
FROM image_registry r
JOIN (SELECT DISTINCT person_id, group_id, image_series_uid FROM image_metadata) m
  ON m.person_id = r.person_id AND m.group_id = r.group_id AND r.src_file LIKE '%/' || m.image_series_uid || '/%'
JOIN personal_map p ON p.person_id = r.person_id
JOIN visit_occurrence v ON v.visit_occurrence_id = r.visit_id AND v.person_id = r.person_id
  AND date(r.datetime, (-p.shift_days) || ' days') BETWEEN v.visit_start_date AND v.visit_end_date
GROUP BY r.person_id, r.visit_id
ORDER BY r.visit_id
