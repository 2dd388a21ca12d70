-- Ids of features: those remembered, then new ones from the base on, in order of series and of their place in it: path, value number, value.
SELECT
  f.image_occurrence_id, f.path_id, f.value_index, f.edge, f.value, f.code_value, f.code_scheme, f.code_meaning,
  f.is_new,
  coalesce(f.image_feature_id, g.image_feature_base - 1 + b.n_before + f.place) AS image_feature_id,
  coalesce(f.measurement_id, g.measurement_base - 1 + b.n_before + f.place) AS measurement_id
FROM (
  SELECT k.*,
    row_number() OVER (
      PARTITION BY image_occurrence_id, is_new
      ORDER BY path_id, value_index, edge, value NULLS LAST, code_value NULLS LAST, code_scheme NULLS LAST, code_meaning NULLS LAST
    ) AS place
  FROM feature_known k
) f
JOIN feature_base b ON b.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
