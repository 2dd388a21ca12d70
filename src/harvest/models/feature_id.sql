-- Ids of features: those remembered, then new ones from the base on, in order of series and of their place in it.
SELECT
  f.image_occurrence_id, f.path_id, f.value_index, f.edge, f.value, f.code_value, f.code_scheme, f.code_meaning,
  f.is_new,
  coalesce(f.image_feature_id, g.image_feature_base - 1 + b.n_before + f.place) AS image_feature_id,
  coalesce(f.measurement_id, g.measurement_base - 1 + b.n_before + f.place) AS measurement_id
FROM feature_place f
JOIN feature_base b ON b.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
