-- The rows to write: constant values; of varying ones the five most frequent; of ranges with more than five values the least and the greatest.
SELECT image_occurrence_id, path_id, value_index, '' AS edge, value, code_value, code_scheme, code_meaning, n_instances AS n, 1 AS n_distinct
FROM feature_element
WHERE sop_instance_uid IS NULL AND frame IS NULL AND multi <> 'whole'
UNION ALL
SELECT image_occurrence_id, path_id, value_index, '', value, code_value, code_scheme, code_meaning, n, n_distinct
FROM varying_value
WHERE choice <= 5
UNION ALL
SELECT k.image_occurrence_id, k.path_id, k.value_index, e.edge, min(v.value), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  CAST(NULL AS VARCHAR), k.n, k.n_distinct
FROM varying_key k
CROSS JOIN (VALUES ('[min]'), ('[max]')) AS e (edge)
JOIN varying_count v
  ON v.image_occurrence_id = k.image_occurrence_id AND v.path_id = k.path_id AND v.value_index = k.value_index
  AND v.number = CASE WHEN e.edge = '[min]' THEN k.least ELSE k.greatest END
WHERE k.is_edges_only
GROUP BY k.image_occurrence_id, k.path_id, k.value_index, e.edge, k.n, k.n_distinct
