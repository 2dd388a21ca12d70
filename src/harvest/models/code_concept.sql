-- Each distinct code of the headers -> its concept and standard concept: scheme by its designator, old SNOMED designators as SRT; the codes of the
-- standard, then those of the site (local-codes.csv), then an Athena download. [PS3.3 8]
SELECT
  c.code_scheme,
  c.code_value,
  coalesce(k.concept_id, a.concept_id, l.source_concept_id) AS concept_id,
  coalesce(k.standard_concept_id, l.target_concept_id, a.standard_concept_id) AS standard_concept_id,
  coalesce(k.standard_domain_id, l.target_domain_id, a.standard_domain_id) AS standard_domain_id,
  CASE
    WHEN coalesce(k.standard_concept_id, l.target_concept_id, a.standard_concept_id) IS NOT NULL THEN 'resolved'
    WHEN c.code_scheme = 'DCM' AND k.concept_id IS NOT NULL THEN 'own concept'
    WHEN n.code_value IS NOT NULL THEN 'check digit wrong'
    WHEN c.code_scheme LIKE '99%' THEN 'private scheme'
    WHEN s.designator IS NULL AND c.scheme <> 'SRT' THEN 'scheme unknown'
    WHEN c.code_scheme <> 'DCM' AND s.vocabulary_id IS NOT NULL AND q.n = 0 THEN coalesce(k.status, 'not looked up')
    ELSE coalesce(nullif(k.status, 'not looked up'), 'absent')
  END AS status
FROM (
  SELECT DISTINCT code_scheme, code_value, scheme FROM header_code
) c
LEFT JOIN lookup_scheme s ON s.designator = c.scheme
LEFT JOIN lookup_code k ON k.scheme = c.scheme AND k.code = c.code_value
LEFT JOIN site_code l ON l.scheme = c.code_scheme AND l.code = c.code_value
LEFT JOIN athena_code a ON a.vocabulary_id = s.vocabulary_id AND a.concept_code = c.code_value
CROSS JOIN (SELECT count(*) AS n FROM athena_code) q
LEFT JOIN snomed_check n ON c.scheme = 'SCT' AND n.code_value = c.code_value
