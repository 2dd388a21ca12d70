-- R09: Every measurement of the harvest has one feature, and every feature its own measurement
-- column: IMAGE_FEATURE.image_feature_event_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: measurements without a feature or with several
-- denominator: rows of MEASUREMENT
-- reads: image_feature, measurement
-- message: features and measurements do not come in pairs: values would be counted twice or not found
-- fix: load IMAGE_FEATURE and MEASUREMENT of one harvest
SELECT m.measurement_id AS id, concat(count(f.image_feature_id), ' features') AS found, count(f.image_feature_id) <> 1 AS failed
FROM measurement m
LEFT JOIN image_feature f
  ON f.image_feature_event_id = m.measurement_id
  AND f.image_feature_event_field_concept_id IN (SELECT concept_id FROM list_concept WHERE name IN ('event-table', 'event-field'))
GROUP BY m.measurement_id
