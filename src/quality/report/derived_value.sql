-- The value of each derived fact of a series; the first of several.
-- reads: image_feature, measurement
SELECT f.image_occurrence_id, substr(m.measurement_source_value, 9) AS rule, min(m.value_source_value) AS value
FROM image_feature f
JOIN measurement m ON m.measurement_id = f.image_feature_event_id
WHERE m.measurement_source_value LIKE 'derived:%' AND m.value_source_value IS NOT NULL
GROUP BY f.image_occurrence_id, m.measurement_source_value
