-- Each code of templates, of their value sets and of reports, with one name for those that mean the same: old SNOMED-RT designators and codes as SNOMED CT.
SELECT c.scheme, c.code, CASE WHEN k.vocabulary_id = 'SNOMED' THEN concat('SCT ', k.concept_code) ELSE concat(coalesce(c.scheme, ''), ' ', c.code) END AS name
FROM (
  SELECT concept_scheme AS scheme, concept_code AS code FROM template_row WHERE concept_code IS NOT NULL
  UNION
  SELECT m.scheme, m.code FROM fact_context_group_member m JOIN template_row t ON t.value_set_cid = m.cid
  UNION
  SELECT concept_scheme, concept_code FROM report_item WHERE value_type = 'CODE' AND concept_code IS NOT NULL
  UNION
  SELECT code_scheme, code_value FROM report_item WHERE value_type = 'CODE' AND code_value IS NOT NULL
) c
LEFT JOIN lookup_code k ON k.scheme = CASE WHEN c.scheme IN ('SNM3', '99SDM') THEN 'SRT' ELSE c.scheme END AND k.code = c.code
