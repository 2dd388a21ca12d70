-- What was found in images: values of reports, of segmentations and of other systems, wherever they stand. Header elements have no finding and no algorithm.
-- reads: image_feature, measurement
-- uses: observation
SELECT f.image_feature_id, f.image_occurrence_id, e.source_value, e.concept_id, e.value_as_number, e.value_as_concept_id, e.value_source_value
FROM image_feature f
JOIN list_concept t ON t.concept_id = f.image_feature_event_field_concept_id
JOIN (
  SELECT 'event-' AS kind, measurement_id AS event_id, measurement_source_value AS source_value, measurement_concept_id AS concept_id, value_as_number,
    value_as_concept_id, value_source_value
  FROM measurement
  UNION ALL
  SELECT 'observation-', observation_id, observation_source_value, observation_concept_id, value_as_number, value_as_concept_id, value_source_value
  FROM observation
) e ON e.event_id = f.image_feature_event_id AND t.name IN (concat(e.kind, 'table'), concat(e.kind, 'field'))
WHERE coalesce(e.source_value, '') NOT LIKE 'derived:%' AND (f.alg_system IS NOT NULL OR coalesce(f.image_finding_concept_id, 0) <> 0 OR f.image_finding_id IS NOT NULL OR e.kind = 'observation-')
