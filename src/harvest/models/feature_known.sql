-- Each feature with the ids that are remembered for it. What is remembered is the value itself: an id never comes to mean another value. The edges of a range
-- keep theirs when the range grows.
SELECT
  f.image_occurrence_id, f.path_id, f.value_index, f.edge, f.value, f.code_value, f.code_scheme, f.code_meaning,
  k.image_feature_id, k.measurement_id, k.image_feature_id IS NULL AS is_new
FROM feature_value f
JOIN feature_path p ON p.path_id = f.path_id
LEFT JOIN known_feature k
  ON k.image_occurrence_id = f.image_occurrence_id AND k.path = p.known_path AND k.value_index = f.value_index AND k.edge = f.edge
  AND k.value_key = CASE WHEN f.edge <> '' THEN '' ELSE coalesce(f.value, concat(f.code_value, '^', coalesce(f.code_scheme, ''))) END
