-- The procedure of the CDM that a study is: narrowed by accession, by modality, by site, and exactly one left; none of several. One that says another accession,
-- modality or site is none, unless it has the accession of the study.
SELECT
  study_instance_uid,
  CASE WHEN count(*) = 1 THEN min(procedure_occurrence_id) END AS procedure_occurrence_id,
  CASE WHEN count(*) = 1 THEN min(visit_occurrence_id) END AS visit_occurrence_id,
  count(*) AS n_procedures
FROM (
  SELECT c.*, rank() OVER (PARTITION BY study_instance_uid ORDER BY same_accession DESC, same_modality DESC, same_site DESC) AS choice
  FROM cdm_candidate c
  WHERE same_accession = 1 OR (same_accession = 0 AND same_modality >= 0 AND same_site >= 0)
) narrowed
WHERE choice = 1
GROUP BY study_instance_uid
