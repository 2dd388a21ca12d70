-- How many new features stand before those of a series: numbers are given without sorting all features at once.
SELECT
  image_occurrence_id,
  CAST(sum(n_new) OVER (ORDER BY image_occurrence_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - n_new AS BIGINT) AS n_before
FROM (
  SELECT image_occurrence_id, count(CASE WHEN is_new THEN 1 END) AS n_new FROM feature_known GROUP BY image_occurrence_id
) counted
