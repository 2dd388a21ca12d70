-- The procedure that the site knows for a study: by Study Instance UID, by accession number, else in the CDM.
SELECT
  t.study_instance_uid,
  coalesce(p.procedure_occurrence_id, c.procedure_occurrence_id) AS procedure_occurrence_id,
  CASE WHEN p.study_instance_uid IS NULL THEN c.visit_occurrence_id ELSE p.visit_occurrence_id END AS visit_occurrence_id,
  coalesce(p.n_procedures, 0) AS n_procedures,
  coalesce(c.n_procedures, 0) AS n_in_cdm
FROM study t
LEFT JOIN study_procedure p ON p.study_instance_uid = t.study_instance_uid AND p.choice = 1
LEFT JOIN cdm_link c ON c.study_instance_uid = t.study_instance_uid
