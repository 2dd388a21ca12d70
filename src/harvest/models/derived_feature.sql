-- One measurement and feature for each derived fact that is sure.
SELECT
  'derived' AS source,
  CAST(NULL AS VARCHAR) AS object_uid,
  f.rule AS place,
  concat(coalesce(f.value, ''), ' ', coalesce(number_text(f.number), '')) AS value_key,
  f.series_instance_uid,
  f.image_occurrence_id,
  'series' AS found_by,
  'measurement' AS event,
  CASE WHEN g.strict THEN 0 ELSE coalesce(a.standard_concept_id, a.concept_id, c.standard_concept_id, c.concept_id, 0) END AS concept_id,
  coalesce(a.concept_id, c.concept_id, 0) AS source_concept_id,
  g.algorithm_concept_id AS type_concept_id,
  f.number AS value_as_number,
  CASE WHEN f.value IS NOT NULL THEN coalesce(f.value_concept_id, t.standard_concept_id, t.concept_id, 0) END AS value_as_concept_id,
  f.unit_concept_id,
  f.unit AS unit_source_value,
  concat('derived:', f.rule) AS source_value,
  coalesce(f.value, number_text(f.number)) AS value_source_value,
  CAST(NULL AS INTEGER) AS finding_concept_id,
  CAST(NULL AS VARCHAR) AS finding_key,
  CAST(NULL AS INTEGER) AS site_concept_id,
  concat(translate(g.tool, ' ', '/'), '#', f.rule) AS alg_system,
  CAST(NULL AS TIMESTAMP) AS said_at,
  CAST(NULL AS VARCHAR) AS template_id,
  'rule' AS name_known_from,
  CASE WHEN f.value IS NOT NULL THEN coalesce(t.concept_id, f.value_concept_id) END AS value_source_concept_id,
  FALSE AS is_tracked
FROM derived_fact f
CROSS JOIN setting g
LEFT JOIN lookup_attribute a ON f.feature = concat('attribute ', a.attribute)
LEFT JOIN lookup_code c ON f.feature = concat('code ', c.scheme, ' ', c.code)
LEFT JOIN term_concept t ON f.feature = concat('attribute ', t.attribute) AND t.value = f.value
WHERE f.verdict = 'value'
