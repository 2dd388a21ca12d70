-- The procedure that the site knows for a study: by Study Instance UID, by accession number (several for one study: the lowest id), else in the CDM.
SELECT
  t.study_instance_uid,
  coalesce(min(u.procedure_occurrence_id), min(a.procedure_occurrence_id), min(c.procedure_occurrence_id)) AS procedure_occurrence_id,
  CASE WHEN min(u.procedure_occurrence_id) IS NULL AND min(a.procedure_occurrence_id) IS NULL THEN min(c.visit_occurrence_id)
    ELSE coalesce(min(u.visit_occurrence_id), min(a.visit_occurrence_id)) END AS visit_occurrence_id,
  count(DISTINCT coalesce(u.procedure_occurrence_id, a.procedure_occurrence_id)) AS n_procedures,
  coalesce(min(c.n_procedures), 0) AS n_in_cdm
FROM study t
LEFT JOIN site_procedure u ON u.study_instance_uid = t.study_instance_uid
LEFT JOIN site_procedure a ON a.accession_number = t.accession
LEFT JOIN cdm_link c ON c.study_instance_uid = t.study_instance_uid
GROUP BY t.study_instance_uid
