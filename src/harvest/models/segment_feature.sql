-- One feature for each segment, on the series that its object refers to: what it is a segment of, where, and what made it. Labels are not taken, volumes are
-- not computed. A group of annotations has a measurement too: how many there are. [PS3.3 C.8.20.4, C.37.1.2]
SELECT
  'segment' AS source,
  i.sop_instance_uid AS object_uid,
  CAST(coalesce(i.segment_number, 0) AS VARCHAR) AS place,
  concat(coalesce(i.type_code, ''), '^', coalesce(i.type_scheme, ''), CASE WHEN i.n_annotations IS NULL THEN '' ELSE concat(' ', i.n_annotations) END) AS value_key,
  s.series_instance_uid,
  s.image_occurrence_id,
  CASE WHEN s.n_used > 1 THEN 'one of several series' ELSE 'series' END AS found_by,
  CASE WHEN i.n_annotations IS NOT NULL THEN 'measurement' END AS event,
  CASE
    WHEN i.n_annotations IS NULL THEN coalesce(t.standard_concept_id, t.concept_id, 0)
    WHEN g.strict AND coalesce(n.standard_domain_id, '') <> 'Measurement' THEN 0
    ELSE coalesce(n.standard_concept_id, n.concept_id, 0)
  END AS concept_id,
  CASE WHEN i.n_annotations IS NULL THEN coalesce(t.concept_id, 0) ELSE coalesce(n.concept_id, 0) END AS source_concept_id,
  coalesce(a.concept_id, g.ehr_concept_id) AS type_concept_id,
  CAST(i.n_annotations AS DOUBLE) AS value_as_number,
  CAST(NULL AS INTEGER) AS value_as_concept_id,
  CAST(NULL AS INTEGER) AS unit_concept_id,
  CAST(NULL AS VARCHAR) AS unit_source_value,
  CASE WHEN i.n_annotations IS NULL THEN t.shown ELSE '006A000C' END AS source_value,
  CAST(i.n_annotations AS VARCHAR) AS value_source_value,
  CASE WHEN i.category_code IS NOT NULL THEN coalesce(c.standard_concept_id, c.concept_id, t.standard_concept_id, t.concept_id, 0)
    ELSE coalesce(t.standard_concept_id, t.concept_id) END AS finding_concept_id,
  coalesce(i.tracking_uid, CASE WHEN i.n_same = 1 THEN concat(i.sop_instance_uid, '#', CAST(coalesce(i.segment_number, 0) AS VARCHAR)) END) AS finding_key,
  coalesce(CASE WHEN r.standard_domain_id = 'Spec Anatomic Site' THEN r.standard_concept_id END,
    CASE WHEN t.standard_domain_id = 'Spec Anatomic Site' THEN t.standard_concept_id END) AS site_concept_id,
  without_controls(CASE WHEN i.algorithm_name IS NOT NULL THEN
    concat('urn:dicom:alg:', translate(CASE WHEN g.identified THEN i.algorithm_name ELSE coalesce(x.cleaned, '_') END, ' ', '-'),
      CASE WHEN i.algorithm_version IS NOT NULL AND (g.identified OR matches(i.algorithm_version, '^[0-9]{1,3}([.][0-9]{1,3}){0,2}$'))
        THEN concat(':', i.algorithm_version) ELSE '' END)
  END) AS alg_system,
  coalesce(datetime_of(i.content_datetime), day_and_time(day_of(i.content_datetime), '00:00:00')) AS said_at,
  CAST(NULL AS VARCHAR) AS template_id,
  CASE WHEN t.is_printed THEN 'standard' ELSE 'elsewhere' END AS name_known_from,
  CAST(NULL AS INTEGER) AS value_source_concept_id,
  i.tracking_uid IS NOT NULL AS is_tracked,
  coalesce(t.standard_concept_id, t.concept_id, 0) AS feature_concept_id
FROM segment_item i
CROSS JOIN setting g
LEFT JOIN object_series s ON s.sop_instance_uid = i.sop_instance_uid AND s.choice = 1
LEFT JOIN list_concept a ON a.name = concat('algorithm:', i.algorithm_type)
LEFT JOIN shown_code t ON t.code_scheme = i.type_scheme AND t.code_value = i.type_code AND coalesce(t.code_meaning, '') = coalesce(i.type_meaning, '')
LEFT JOIN shown_code c
  ON c.code_scheme = i.category_scheme AND c.code_value = i.category_code AND coalesce(c.code_meaning, '') = coalesce(i.category_meaning, '')
LEFT JOIN shown_code r ON r.code_scheme = i.region_scheme AND r.code_value = i.region_code AND coalesce(r.code_meaning, '') = coalesce(i.region_meaning, '')
LEFT JOIN cleaned_text x ON x.text = i.algorithm_name
LEFT JOIN lookup_attribute n ON n.attribute = '006A000C'
WHERE i.outcome = 'feature'
