-- varying_features.tsv: of features whose value differs within the series, how many instances and frames have this one, and how many values there are. [B11]
SELECT i.image_feature_id, f.n AS n_instances, f.n_distinct
FROM feature_value f
JOIN feature_id i
  ON i.image_occurrence_id = f.image_occurrence_id AND i.path_id = f.path_id AND i.value_index = f.value_index AND i.edge = f.edge
  AND coalesce(i.value, '') = coalesce(f.value, '') AND coalesce(i.code_value, '') = coalesce(f.code_value, '')
  AND coalesce(i.code_scheme, '') = coalesce(f.code_scheme, '') AND coalesce(i.code_meaning, '') = coalesce(f.code_meaning, '')
WHERE f.n_distinct > 1
