-- The codes that features name beside header elements: names, values, findings, sites.
SELECT DISTINCT code_scheme, code_value, code_meaning
FROM (
  SELECT concept_scheme AS code_scheme, concept_code AS code_value, concept_meaning AS code_meaning FROM report_item
  UNION ALL
  SELECT code_scheme, code_value, code_meaning FROM report_item
  UNION ALL
  SELECT unit_scheme, unit_code, unit_meaning FROM report_item
  UNION ALL
  SELECT qualifier_scheme, qualifier_code, qualifier_meaning FROM report_item
  UNION ALL
  SELECT code_scheme, code_value, code_meaning FROM segment_code
  UNION ALL
  SELECT code_scheme, code_value, CAST(NULL AS VARCHAR) FROM external_code
  UNION ALL
  SELECT code_scheme, code_value, code_meaning FROM elements WHERE tag IN ('0040A168', '004008EA') AND path LIKE '%00409096%'
) each
WHERE code_value IS NOT NULL
