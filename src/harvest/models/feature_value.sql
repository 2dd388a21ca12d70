-- The rows to write: constant values; of varying ones the five most frequent; of ranges with more than five values the least and the greatest. [B11]
SELECT image_occurrence_id, path_id, value_index, '' AS edge, value, code_value, code_scheme, code_meaning,
  n_instances AS n, 1 AS n_distinct, coalesce(value, concat(code_value, '^', coalesce(code_scheme, ''))) AS value_key
FROM feature_element
WHERE sop_instance_uid IS NULL AND frame IS NULL AND multi <> 'whole'
UNION ALL
SELECT image_occurrence_id, path_id, value_index, '', value, code_value, code_scheme, code_meaning,
  n, n_distinct, coalesce(value, concat(code_value, '^', coalesce(code_scheme, '')))
FROM varying_value
WHERE choice <= 5 AND (class = 'series' OR n_distinct <= 5 OR least IS NULL)
UNION ALL
SELECT image_occurrence_id, path_id, value_index, e.edge, min(value), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  sum(n), max(n_distinct), ''
FROM varying_value v
JOIN (VALUES ('[min]'), ('[max]')) AS e (edge)
  ON TRY_CAST(v.value AS DOUBLE) = CASE WHEN e.edge = '[min]' THEN v.least ELSE v.greatest END
WHERE class = 'range' AND n_distinct > 5 AND least IS NOT NULL
GROUP BY image_occurrence_id, path_id, value_index, e.edge
