-- The codes that templates allow for what a code says, by the name of the item: of each template, and ('') of all of them. is_closed: every row that has the name binds
-- its value to a group that is Defined and Non-Extensible. Names and codes of old SNOMED-RT count as the SNOMED CT codes that the standard prints beside them. The
-- row without a code stands for the name itself. [PS3.16 6.1.2]
SELECT r.tid, r.name, r.is_closed, m.code
FROM (
  SELECT tid, name, min(is_closed) = 1 AS is_closed
  FROM (
    SELECT t.tid, n.name, CASE WHEN t.value_set_strength = 'Defined' AND g.extensible = 'false' THEN 1 ELSE 0 END AS is_closed
    FROM template_row t
    JOIN code_name n ON n.scheme = t.concept_scheme AND n.code = t.concept_code
    LEFT JOIN fact_context_group g ON g.cid = t.value_set_cid
    WHERE t.value_type = 'CODE'
    UNION ALL
    SELECT '', n.name, CASE WHEN t.value_set_strength = 'Defined' AND g.extensible = 'false' THEN 1 ELSE 0 END
    FROM template_row t
    JOIN code_name n ON n.scheme = t.concept_scheme AND n.code = t.concept_code
    LEFT JOIN fact_context_group g ON g.cid = t.value_set_cid
    WHERE t.value_type = 'CODE'
  ) rows_of
  GROUP BY tid, name
) r
LEFT JOIN (
  SELECT DISTINCT each_of.tid, n.name, c.name AS code
  FROM (SELECT tid, concept_scheme, concept_code, value_set_cid FROM template_row UNION ALL SELECT '', concept_scheme, concept_code, value_set_cid FROM template_row) each_of
  JOIN code_name n ON n.scheme = each_of.concept_scheme AND n.code = each_of.concept_code
  JOIN fact_context_group_member a ON a.cid = each_of.value_set_cid
  JOIN code_name c ON c.scheme = a.scheme AND c.code = a.code
) m ON m.tid = r.tid AND m.name = r.name
