-- FACT_RELATIONSHIP: the procedure that the images of a study refer to and each other one that the site names for it, in both directions. Which relationship that
-- is nobody has agreed on: concepts.tsv names it. [CDM v5.4]
SELECT DISTINCT
  procedures.concept_id AS domain_concept_id_1,
  CASE WHEN way.is_back THEN b.procedure_occurrence_id ELSE a.procedure_occurrence_id END AS fact_id_1,
  procedures.concept_id AS domain_concept_id_2,
  CASE WHEN way.is_back THEN a.procedure_occurrence_id ELSE b.procedure_occurrence_id END AS fact_id_2,
  relationship.concept_id AS relationship_concept_id
FROM study_procedure a
JOIN study_procedure b ON b.study_instance_uid = a.study_instance_uid AND b.choice > 1
CROSS JOIN (VALUES (FALSE), (TRUE)) AS way (is_back)
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'procedure-domain') procedures
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'procedures-of-study') relationship
WHERE a.choice = 1
