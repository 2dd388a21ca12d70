-- Codes of an attribute that stand in none of its context groups, where all of these are Defined and Non-Extensible. A code of the old SNOMED-RT counts as
-- the SNOMED CT code that the standard prints beside it. [PS3.3 5.6; PS3.16 6.1.2]
SELECT c.attribute, c.code_scheme, c.code_value
FROM (SELECT DISTINCT tag AS attribute, code_scheme, code_value FROM elements WHERE code_value IS NOT NULL) c
JOIN (
  SELECT translate(b.tag, '(),', '') AS attribute
  FROM fact_binding b
  LEFT JOIN fact_context_group g ON g.cid = b.cid
  GROUP BY b.tag
  HAVING min(CASE WHEN b.strength = 'Defined' AND g.extensible = 'false' THEN 1 ELSE 0 END) = 1
) closed ON closed.attribute = c.attribute
LEFT JOIN lookup_code k ON k.scheme = CASE WHEN c.code_scheme IN ('SNM3', '99SDM') THEN 'SRT' ELSE c.code_scheme END AND k.code = c.code_value
LEFT JOIN fact_binding b ON translate(b.tag, '(),', '') = c.attribute
LEFT JOIN fact_context_group_member m
  ON m.cid = b.cid AND ((m.scheme = c.code_scheme AND m.code = c.code_value) OR (m.scheme = 'SCT' AND k.vocabulary_id = 'SNOMED' AND m.code = k.concept_code))
GROUP BY c.attribute, c.code_scheme, c.code_value
HAVING count(m.code) = 0
