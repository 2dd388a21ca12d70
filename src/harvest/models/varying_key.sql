-- How many distinct values there are of each varying attribute of a series, and the least and greatest number among them.
SELECT image_occurrence_id, path_id, value_index, count(*) AS n_distinct, sum(n) AS n,
  min(plain_number(value)) AS least, max(plain_number(value)) AS greatest,
  class = 'range' AND count(*) > 5 AND min(plain_number(value)) IS NOT NULL AS is_edges_only
FROM varying_count
GROUP BY image_occurrence_id, path_id, value_index, class
