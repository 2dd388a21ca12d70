-- Elements of headers, as harvest scan writes them, with the concepts of attribute, value and unit. A value counts as it stands, else in upper case. Attributes
-- that the release does not know keep their row, without a concept.
SELECT
  e.series_instance_uid, e.sop_instance_uid, e.frame, e.path, e.value_index, e.value, e.code_value, e.code_scheme,
  a.concept_id AS attribute_concept_id,
  coalesce(a.standard_concept_id, a.successor_concept_id, a.concept_id) AS measurement_concept_id,
  coalesce(c.concept_id, x.concept_id, f.concept_id, u.concept_id) AS value_source_concept_id,
  coalesce(c.standard_concept_id, c.concept_id, x.standard_concept_id, x.concept_id, f.standard_concept_id, f.concept_id, u.concept_id) AS value_as_concept_id,
  a.unit, a.unit_concept_id, a.cdm_column
FROM elements e
LEFT JOIN lookup_attribute a ON a.attribute = e.tag
LEFT JOIN (
  SELECT attribute, value, min(concept_id) AS concept_id, min(standard_concept_id) AS standard_concept_id FROM lookup_value GROUP BY attribute, value
) x ON x.attribute = e.tag AND x.value = e.value
LEFT JOIN (
  SELECT attribute, value, min(concept_id) AS concept_id, min(standard_concept_id) AS standard_concept_id FROM lookup_value GROUP BY attribute, value
) f ON f.attribute = e.tag AND f.value = upper(trim(e.value)) AND x.value IS NULL
LEFT JOIN lookup_code c ON c.scheme = e.code_scheme AND c.code = e.code_value
LEFT JOIN lookup_uid u ON u.uid = e.value AND e.vr = 'UI'
