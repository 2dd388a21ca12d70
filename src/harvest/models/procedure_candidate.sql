-- procedure_candidates.tsv: for review, what the playbook offers to studies whose procedure is not found better: where the matcher is not sure, and where
-- the sure one has no concept in domain Procedure. Texts only as they may be shown; words that were not understood are not told.
SELECT
  x.modality, x.study_description, x.requested_procedure, x.protocol, x.body_part, c.verdict, c.rank, c.loinc,
  without_controls(c.long_common_name) AS long_common_name, c.score,
  count(*) AS n_studies
FROM candidate_text x
JOIN study_description d ON d.study_instance_uid = x.study_instance_uid
JOIN description_candidate c ON c.description_id = d.description_id
JOIN procedure_choice h ON h.study_instance_uid = x.study_instance_uid AND h.step IN ('modality', 'imaging')
LEFT JOIN procedure_link l ON l.study_instance_uid = x.study_instance_uid
WHERE l.procedure_occurrence_id IS NULL
GROUP BY x.modality, x.study_description, x.requested_procedure, x.protocol, x.body_part, c.verdict, c.rank, c.loinc, c.long_common_name, c.score
