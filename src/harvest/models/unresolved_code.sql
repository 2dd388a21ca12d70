-- unresolved_codes.tsv: codes of the headers that found no concept, with why and in how many series. A code that the standard does not print may be
-- anything, a patient's number too: it is shown with --identified alone.
SELECT
  CASE WHEN g.identified OR s.designator IS NOT NULL THEN c.code_scheme ELSE '_' END AS scheme,
  CASE WHEN g.identified OR k.code IS NOT NULL THEN c.code_value ELSE '_' END AS code,
  c.status,
  count(DISTINCT e.series_instance_uid) AS n_series
FROM code_concept c
CROSS JOIN setting g
LEFT JOIN lookup_scheme s ON s.designator = c.code_scheme
LEFT JOIN lookup_code k ON k.scheme = c.code_scheme AND k.code = c.code_value
JOIN header_code e ON e.code_scheme = c.code_scheme AND e.code_value = c.code_value
WHERE c.status NOT IN ('resolved', 'own concept')
GROUP BY g.identified, s.designator, k.code, c.code_scheme, c.code_value, c.status
