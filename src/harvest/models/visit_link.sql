-- The visit of a study: named by visits.csv, else the one visit of the person there that its day lies in, else the one of the CDM; inpatient before others where
-- one holds the other. None or several: none. No visit is ever made.
SELECT
  t.study_instance_uid,
  CASE
    WHEN count(n.visit_occurrence_id) > 0 THEN min(n.visit_occurrence_id)
    WHEN count(DISTINCT v.visit_occurrence_id) = 1 THEN min(v.visit_occurrence_id)
    WHEN count(DISTINCT CASE WHEN v.is_inpatient THEN v.visit_occurrence_id END) = 1 THEN min(CASE WHEN v.is_inpatient THEN v.visit_occurrence_id END)
    WHEN count(v.visit_occurrence_id) > 0 THEN NULL
    WHEN count(DISTINCT c.visit_occurrence_id) = 1 THEN min(c.visit_occurrence_id)
    WHEN count(DISTINCT CASE WHEN c.is_inpatient THEN c.visit_occurrence_id END) = 1 THEN min(CASE WHEN c.is_inpatient THEN c.visit_occurrence_id END)
  END AS visit_occurrence_id,
  CASE WHEN count(v.visit_occurrence_id) > 0 THEN count(DISTINCT v.visit_occurrence_id) ELSE count(DISTINCT c.visit_occurrence_id) END AS n_visits
FROM study t
JOIN person_shift h ON h.person_id = t.person_id
CROSS JOIN setting g
LEFT JOIN (
  SELECT study_instance_uid, min(visit_occurrence_id) AS visit_occurrence_id
  FROM (
    SELECT y.study_instance_uid, x.visit_occurrence_id FROM study y JOIN site_visit x ON x.study_instance_uid = y.study_instance_uid
    UNION ALL
    SELECT y.study_instance_uid, x.visit_occurrence_id FROM study y JOIN site_visit x ON x.accession_number = y.accession
  ) either
  GROUP BY study_instance_uid
) n ON n.study_instance_uid = t.study_instance_uid
LEFT JOIN site_visit v
  ON v.study_instance_uid IS NULL AND v.accession_number IS NULL
  AND v.person_id = t.person_id AND t.day BETWEEN v.visit_start AND v.visit_end
LEFT JOIN cdm_visit c
  ON c.person_id = t.person_id
  AND add_days(t.day, CASE WHEN g.cdm_is_shifted THEN h.shift_days ELSE 0 END) BETWEEN c.visit_start AND c.visit_end
GROUP BY t.study_instance_uid
