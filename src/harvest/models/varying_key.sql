-- How many distinct values there are of each varying attribute of a series, and the least and greatest number among them.
SELECT v.image_occurrence_id, v.path_id, v.value_index, count(*) AS n_distinct, sum(v.n) AS n,
  min(v.number) AS least, max(v.number) AS greatest,
  p.class = 'range' AND count(*) > 5 AND min(v.number) IS NOT NULL AS is_edges_only
FROM varying_count v
JOIN feature_path p ON p.path_id = v.path_id
GROUP BY v.image_occurrence_id, v.path_id, v.value_index, p.class
