-- Varying values that are told one by one, most frequent first.
SELECT
  v.image_occurrence_id, v.path_id, v.value_index, v.value, v.code_value, v.code_scheme, v.code_meaning, v.n, k.n_distinct,
  row_number() OVER (
    PARTITION BY v.image_occurrence_id, v.path_id, v.value_index ORDER BY v.n DESC, v.value NULLS LAST, v.code_scheme NULLS LAST, v.code_value NULLS LAST) AS choice
FROM varying_count v
JOIN varying_key k ON k.image_occurrence_id = v.image_occurrence_id AND k.path_id = v.path_id AND k.value_index = v.value_index
WHERE NOT k.is_edges_only
