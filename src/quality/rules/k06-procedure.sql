-- K06: Procedures are finer than the modality
-- column: PROCEDURE_OCCURRENCE.procedure_concept_id
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 30
-- numerator: procedures of which only the modality is known
-- denominator: procedures that the harvest made
-- source: R-CDM: 72.05 % finer
-- reads: procedure_occurrence, lookup_modality
-- message: of procedures only the modality is known
-- fix: harvest with --procedures of the CDM, --playbook or --local-codes; see procedure_candidates.tsv
SELECT p.procedure_occurrence_id AS id, coalesce(p.procedure_concept_id, 0) = 0 OR count(m.concept_id) > 0 AS failed
FROM procedure_occurrence p
LEFT JOIN (
  SELECT standard_concept_id AS concept_id FROM lookup_modality WHERE standard_concept_id IS NOT NULL
  UNION ALL SELECT concept_id FROM lookup_modality
  UNION ALL SELECT concept_id FROM list_concept WHERE name = 'imaging' OR name LIKE 'modality:%'
) m ON m.concept_id = p.procedure_concept_id
GROUP BY p.procedure_occurrence_id, p.procedure_concept_id
