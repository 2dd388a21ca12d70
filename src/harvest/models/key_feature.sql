-- With --key-objects: one feature for each series that a key object selection flags images of; its concept is the document's title: Of Interest, For Teaching, Rejected for
-- Quality Reasons. key_objects.tsv names the images. [PS3.16 TID 2010, CID 7010]
SELECT
  'key-object' AS source,
  k.sop_instance_uid AS object_uid,
  '1' AS place,
  concat(coalesce(k.code_value, ''), '^', coalesce(k.code_scheme, '')) AS value_key,
  k.series_instance_uid,
  k.image_occurrence_id,
  CASE WHEN k.image_occurrence_id IS NULL THEN 'evidence' ELSE 'image' END AS found_by,
  CAST(NULL AS VARCHAR) AS event,
  coalesce(t.standard_concept_id, t.concept_id, 0) AS concept_id,
  coalesce(t.concept_id, 0) AS source_concept_id,
  g.ehr_concept_id AS type_concept_id,
  CAST(NULL AS DOUBLE) AS value_as_number,
  CAST(NULL AS INTEGER) AS value_as_concept_id,
  CAST(NULL AS INTEGER) AS unit_concept_id,
  CAST(NULL AS VARCHAR) AS unit_source_value,
  t.shown AS source_value,
  CAST(NULL AS VARCHAR) AS value_source_value,
  CAST(NULL AS INTEGER) AS finding_concept_id,
  CAST(NULL AS VARCHAR) AS finding_key,
  CAST(NULL AS INTEGER) AS site_concept_id,
  CAST(NULL AS VARCHAR) AS alg_system,
  b.content_datetime AS said_at,
  CAST(NULL AS VARCHAR) AS template_id,
  CASE WHEN t.is_printed THEN 'standard' ELSE 'elsewhere' END AS name_known_from,
  CAST(NULL AS INTEGER) AS value_source_concept_id,
  FALSE AS is_tracked,
  coalesce(t.standard_concept_id, t.concept_id, 0) AS feature_concept_id
FROM (
  SELECT sop_instance_uid, series_instance_uid, image_occurrence_id, code_scheme, code_value, code_meaning
  FROM key_object
  GROUP BY sop_instance_uid, series_instance_uid, image_occurrence_id, code_scheme, code_value, code_meaning
) k
JOIN setting g ON g.key_objects
JOIN object_state b ON b.sop_instance_uid = k.sop_instance_uid
LEFT JOIN shown_code t ON t.code_scheme = k.code_scheme AND t.code_value = k.code_value AND coalesce(t.code_meaning, '') = coalesce(k.code_meaning, '')
