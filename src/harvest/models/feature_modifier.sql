-- feature_modifiers.tsv: what is said of a measurement or segment beside its name and value: derivation, method, site, laterality, category,
-- significance; and why a key object selection has its title.
SELECT f.image_feature_id,
  coalesce(n.standard_concept_id, n.concept_id, 0) AS modifier_concept_id,
  n.shown AS modifier_source_value,
  coalesce(v.standard_concept_id, v.concept_id, 0) AS value_as_concept_id,
  v.shown AS value_source_value
FROM found_id f
JOIN report_context c ON c.sop_instance_uid = f.object_uid AND c.item_path = f.place AND c.role IN ('derivation', 'modifier', 'site', 'finding')
JOIN shown_code v ON v.code_scheme = c.code_scheme AND v.code_value = c.code_value AND coalesce(v.code_meaning, '') = coalesce(c.code_meaning, '')
LEFT JOIN shown_code n
  ON n.code_scheme = c.concept_scheme AND n.code_value = c.concept_code AND coalesce(n.code_meaning, '') = coalesce(c.concept_meaning, '')
WHERE f.source = 'report'
UNION ALL
SELECT f.image_feature_id, coalesce(n.standard_concept_id, n.concept_id, 0), n.shown, coalesce(v.standard_concept_id, v.concept_id, 0), v.shown
FROM found_id f
JOIN report_item c ON c.sop_instance_uid = f.object_uid AND c.parent_path = f.place AND c.relationship = 'HAS CONCEPT MOD'
JOIN shown_code v ON v.code_scheme = c.code_scheme AND v.code_value = c.code_value AND coalesce(v.code_meaning, '') = coalesce(c.code_meaning, '')
LEFT JOIN shown_code n
  ON n.code_scheme = c.concept_scheme AND n.code_value = c.concept_code AND coalesce(n.code_meaning, '') = coalesce(c.concept_meaning, '')
WHERE f.source = 'key-object'
UNION ALL
SELECT f.image_feature_id, coalesce(a.standard_concept_id, a.concept_id, 0), concat(c.attribute, '^', coalesce(a.name, ''), '^DICOM'),
  coalesce(v.standard_concept_id, v.concept_id, 0), v.shown
FROM found_id f
JOIN (SELECT DISTINCT sop_instance_uid, segment_number, attribute, code_scheme, code_value, code_meaning FROM segment_code) c
  ON c.sop_instance_uid = f.object_uid AND CAST(coalesce(c.segment_number, 0) AS VARCHAR) = f.place AND c.attribute <> '0062000F'
JOIN shown_code v ON v.code_scheme = c.code_scheme AND v.code_value = c.code_value AND coalesce(v.code_meaning, '') = coalesce(c.code_meaning, '')
LEFT JOIN lookup_attribute a ON a.attribute = c.attribute
WHERE f.source = 'segment'
