-- The procedure that the site knows for a study: by Study Instance UID, else by accession number. Several for one study: the lowest id.
SELECT
  t.study_instance_uid,
  coalesce(min(u.procedure_occurrence_id), min(a.procedure_occurrence_id)) AS procedure_occurrence_id,
  coalesce(min(u.visit_occurrence_id), min(a.visit_occurrence_id)) AS visit_occurrence_id,
  count(DISTINCT coalesce(u.procedure_occurrence_id, a.procedure_occurrence_id)) AS n_procedures
FROM study t
LEFT JOIN site_procedure u ON u.study_instance_uid = t.study_instance_uid
LEFT JOIN site_procedure a ON a.accession_number = t.accession
GROUP BY t.study_instance_uid
