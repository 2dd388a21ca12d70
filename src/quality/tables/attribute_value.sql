-- Each value of each attribute of each series: features that are measurements, with the modality of their series. An attribute of enhanced images stands
-- under the older one that means the same. `attribute`: eight hexadecimal digits, the last of the path.
-- reads: image_feature, measurement, image_occurrence_source
SELECT
  v.measurement_id, v.image_occurrence_id, v.person_id, v.source_value,
  coalesce(q.legacy_attribute, v.attribute) AS attribute,
  v.value_as_number, v.value_as_concept_id, v.unit_concept_id, v.unit_source_value, v.value_source_value, v.measurement_source_concept_id,
  s.modality_source_value AS modality, s.sop_class_uid
FROM (
  SELECT
    m.measurement_id, f.image_occurrence_id, f.person_id, m.measurement_source_value AS source_value,
    right(replace(replace(without_items(m.measurement_source_value), '[min]', ''), '[max]', ''), 8) AS attribute,
    m.value_as_number, m.value_as_concept_id, m.unit_concept_id, m.unit_source_value, m.value_source_value, m.measurement_source_concept_id
  FROM image_feature f
  JOIN measurement m ON m.measurement_id = f.image_feature_event_id
  WHERE f.image_feature_event_field_concept_id IN (SELECT concept_id FROM list_concept WHERE name IN ('event-table', 'event-field'))
) v
LEFT JOIN list_equivalent q ON q.attribute = v.attribute
LEFT JOIN image_occurrence_source s ON s.image_occurrence_id = v.image_occurrence_id
