-- The concept of the procedure that a study's description surely names: a LOINC code that the release knows, else one of an Athena download. A target
-- outside domain Procedure is kept as source concept only.
SELECT
  d.study_instance_uid,
  coalesce(k.concept_id, a.concept_id) AS source_concept_id,
  CASE WHEN coalesce(k.standard_domain_id, a.standard_domain_id) = 'Procedure' THEN coalesce(k.standard_concept_id, a.standard_concept_id) END AS concept_id
FROM study_description d
JOIN description_candidate c ON c.description_id = d.description_id AND c.verdict = 'sure' AND c.rank = 1
LEFT JOIN lookup_code k ON k.scheme = 'LN' AND k.code = c.loinc
LEFT JOIN athena_code a ON a.vocabulary_id = 'LOINC' AND a.concept_code = c.loinc
WHERE coalesce(k.concept_id, a.concept_id) IS NOT NULL
