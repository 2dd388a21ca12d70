-- What the pixels of a series measure, where a mapping to real world values says so: the quantity is the feature, its unit that of the mapping. Numbers are in the pixels,
-- which are not read. Parametric maps say it, and images of other kinds may. [PS3.3 C.7.6.16.2.11, A.75; PS3.16 CID 7180]
SELECT
  'quantity' AS source,
  CAST(NULL AS VARCHAR) AS object_uid,
  '00409220' AS place,
  concat(q.code_value, '^', coalesce(q.code_scheme, ''), ' ', coalesce(q.unit_code, ''), '^', coalesce(q.unit_scheme, '')) AS value_key,
  q.series_instance_uid,
  s.image_occurrence_id,
  'series' AS found_by,
  'measurement' AS event,
  CASE WHEN g.strict AND coalesce(a.standard_domain_id, '') <> 'Measurement' THEN 0 ELSE coalesce(a.standard_concept_id, a.concept_id, 0) END AS concept_id,
  coalesce(a.concept_id, 0) AS source_concept_id,
  g.ehr_concept_id AS type_concept_id,
  CAST(NULL AS DOUBLE) AS value_as_number,
  coalesce(v.standard_concept_id, v.concept_id, 0) AS value_as_concept_id,
  CASE WHEN q.unit_code IS NOT NULL THEN coalesce(u.standard_concept_id, u.concept_id, CASE WHEN q.unit_code <> '1' THEN 0 END) END AS unit_concept_id,
  cut_50(u.code) AS unit_source_value,
  '00409220' AS source_value,
  v.shown AS value_source_value,
  CAST(NULL AS INTEGER) AS finding_concept_id,
  CAST(NULL AS VARCHAR) AS finding_key,
  CAST(NULL AS INTEGER) AS site_concept_id,
  CAST(NULL AS VARCHAR) AS alg_system,
  CAST(NULL AS TIMESTAMP) AS said_at,
  CAST(NULL AS VARCHAR) AS template_id,
  CASE WHEN v.is_printed THEN 'standard' ELSE 'elsewhere' END AS name_known_from,
  v.concept_id AS value_source_concept_id,
  FALSE AS is_tracked,
  coalesce(v.standard_concept_id, v.concept_id, 0) AS feature_concept_id
FROM series_quantity q
CROSS JOIN setting g
JOIN series_id s ON s.series_instance_uid = q.series_instance_uid
LEFT JOIN lookup_attribute a ON a.attribute = '00409220'
LEFT JOIN shown_code v ON v.code_scheme = q.code_scheme AND v.code_value = q.code_value AND coalesce(v.code_meaning, '') = coalesce(q.code_meaning, '')
LEFT JOIN shown_code u ON u.code_scheme = q.unit_scheme AND u.code_value = q.unit_code AND coalesce(u.code_meaning, '') = coalesce(q.unit_meaning, '')
