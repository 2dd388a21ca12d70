-- The visit of a study: named by visits.csv, else the one visit of the person that its day lies in; inpatient before others where one holds
-- the other. None or several: none. No visit is ever made.
SELECT
  t.study_instance_uid,
  coalesce(min(n.visit_occurrence_id), CASE WHEN count(DISTINCT v.visit_occurrence_id) = 1 THEN min(v.visit_occurrence_id) END,
    CASE WHEN count(DISTINCT i.visit_occurrence_id) = 1 THEN min(i.visit_occurrence_id) END) AS visit_occurrence_id,
  count(DISTINCT v.visit_occurrence_id) AS n_visits
FROM study t
LEFT JOIN site_visit n ON n.study_instance_uid = t.study_instance_uid OR n.accession_number = t.accession
LEFT JOIN site_visit v
  ON v.study_instance_uid IS NULL AND v.accession_number IS NULL
  AND v.person_id = t.person_id AND t.day BETWEEN v.visit_start AND v.visit_end
LEFT JOIN site_visit i ON i.visit_occurrence_id = v.visit_occurrence_id AND i.is_inpatient
GROUP BY t.study_instance_uid
