-- R08: The event of a feature is a row of the table that it names, and of the same person
-- column: IMAGE_FEATURE.image_feature_event_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose event does not exist, is another person's, or has no table
-- denominator: rows of IMAGE_FEATURE with an event
-- reads: image_feature, measurement
-- uses: observation
-- message: features lead to rows that do not exist or are another person's
-- fix: load MEASUREMENT and OBSERVATION of the same harvest as IMAGE_FEATURE
SELECT f.image_feature_id AS id, concat('event ', f.image_feature_event_id) AS found, coalesce(e.person_id <> f.person_id, TRUE) AS failed
FROM image_feature f
LEFT JOIN list_concept t ON t.concept_id = f.image_feature_event_field_concept_id AND t.name IN ('event-table', 'event-field', 'observation-table', 'observation-field')
LEFT JOIN (
  SELECT 'event-table' AS name, measurement_id AS event_id, person_id FROM measurement
  UNION ALL
  SELECT 'event-field', measurement_id, person_id FROM measurement
  UNION ALL
  SELECT 'observation-table', observation_id, person_id FROM observation
  UNION ALL
  SELECT 'observation-field', observation_id, person_id FROM observation
) e ON e.name = t.name AND e.event_id = f.image_feature_event_id
WHERE f.image_feature_event_id IS NOT NULL
