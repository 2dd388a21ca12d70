-- Ids of features that are no header elements: those remembered, then new ones after all others, in order of series, object and place in it. What is remembered
-- holds what was said, so that an id never comes to mean something else.
SELECT f.*, n.image_finding_id,
  k.image_feature_id IS NULL AS is_new,
  coalesce(k.image_feature_id, last.image_feature_id + row_number() OVER (
    PARTITION BY k.image_feature_id IS NULL
    ORDER BY f.image_occurrence_id, f.source, f.object_uid, length(f.place), f.place, f.value_key, f.repetition)) AS image_feature_id,
  coalesce(k.measurement_id, CASE WHEN f.event = 'measurement' THEN last.measurement_id + row_number() OVER (
    PARTITION BY k.image_feature_id IS NULL, f.event
    ORDER BY f.image_occurrence_id, f.source, f.object_uid, length(f.place), f.place, f.value_key, f.repetition) END) AS measurement_id,
  coalesce(k.observation_id, CASE WHEN f.event = 'observation' THEN last.observation_id + row_number() OVER (
    PARTITION BY k.image_feature_id IS NULL, f.event
    ORDER BY f.image_occurrence_id, f.source, f.object_uid, length(f.place), f.place, f.value_key, f.repetition) END) AS observation_id
FROM found_feature f
CROSS JOIN (
  SELECT greatest(g.image_feature_base - 1, coalesce(e.image_feature_id, 0)) AS image_feature_id,
    greatest(g.measurement_base - 1, coalesce(e.measurement_id, 0)) AS measurement_id,
    g.observation_base - 1 AS observation_id
  FROM setting g
  CROSS JOIN (SELECT max(image_feature_id) AS image_feature_id, max(measurement_id) AS measurement_id FROM feature_id) e
) last
LEFT JOIN finding_id n ON n.person_id = f.person_id AND n.finding_key = f.finding_key
LEFT JOIN known_found k
  ON k.image_occurrence_id = f.image_occurrence_id AND k.source = f.source AND coalesce(k.object_uid, '') = coalesce(f.object_uid, '')
  AND k.place = f.place AND k.value_key = f.known_key AND coalesce(k.event, '') = coalesce(f.event, '')
WHERE f.waits_for IS NULL
