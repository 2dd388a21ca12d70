-- The procedures that the site names for a study: by Study Instance UID, where there is none by accession number. `choice` 1 is the one that its images refer to:
-- the earliest, as far as the CDM knows their days, then the lowest id.
SELECT study_instance_uid, procedure_occurrence_id, visit_occurrence_id, n_procedures,
  row_number() OVER (PARTITION BY study_instance_uid ORDER BY day NULLS LAST, procedure_occurrence_id) AS choice
FROM (
  SELECT n.study_instance_uid, n.procedure_occurrence_id, min(n.visit_occurrence_id) AS visit_occurrence_id, min(c.day) AS day,
    count(*) OVER (PARTITION BY n.study_instance_uid) AS n_procedures
  FROM (
    SELECT study_instance_uid, procedure_occurrence_id, visit_occurrence_id, rank() OVER (PARTITION BY study_instance_uid ORDER BY level) AS best
    FROM (
      SELECT t.study_instance_uid, p.procedure_occurrence_id, p.visit_occurrence_id, 1 AS level
      FROM study t JOIN site_procedure p ON p.study_instance_uid = t.study_instance_uid
      UNION ALL
      SELECT t.study_instance_uid, p.procedure_occurrence_id, p.visit_occurrence_id, 2
      FROM study t JOIN site_procedure p ON p.accession_number = t.accession
    ) each
  ) n
  LEFT JOIN cdm_procedure c ON c.procedure_occurrence_id = n.procedure_occurrence_id
  WHERE n.best = 1
  GROUP BY n.study_instance_uid, n.procedure_occurrence_id
) named
