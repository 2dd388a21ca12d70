-- The content items of structured reports and key object selections, each once, and what becomes of each. An object whose copies differ in
-- more than words is not read: which is right cannot be told.
-- [PS3.3 C.17.3; PS3.16 TID 300, 1501]
SELECT
  i.*,
  r.role,
  length(i.item_path) - length(replace(i.item_path, '.', '')) + 1 AS depth,
  CASE
    WHEN i.n_forms > 1 THEN 'copies-differ'
    WHEN b.sop_class_uid = '1.2.840.10008.5.1.4.1.1.88.59' THEN 'key-object'
    WHEN i.referenced_item_path IS NOT NULL THEN 'by-reference'
    WHEN i.value_type = 'CONTAINER' THEN 'container'
    WHEN i.value_type IN ('TEXT', 'PNAME') THEN 'text-not-taken'
    WHEN i.value_type IN ('DATE', 'TIME', 'DATETIME') THEN 'date-or-time'
    WHEN i.value_type IN ('IMAGE', 'COMPOSITE', 'WAVEFORM') AND i.referenced_sop_instance_uid IS NULL THEN 'empty'
    WHEN i.value_type IN ('IMAGE', 'COMPOSITE', 'WAVEFORM', 'UIDREF') THEN 'reference'
    WHEN i.value_type IN ('SCOORD', 'SCOORD3D', 'TCOORD') THEN 'coordinates'
    WHEN i.value_type IN ('NUM', 'CODE') AND i.concept_code IS NULL THEN 'name-missing'
    WHEN g.verified_only AND coalesce(b.verification_flag, '') <> 'VERIFIED' AND i.value_type IN ('NUM', 'CODE') THEN 'not-verified'
    WHEN i.value_type = 'NUM' AND i.value IS NULL AND i.qualifier_code IS NULL THEN 'empty'
    WHEN i.value_type = 'NUM' THEN 'measurement'
    WHEN i.value_type <> 'CODE' OR i.value_type IS NULL THEN 'value-type-unknown'
    WHEN i.code_value IS NULL THEN 'empty'
    WHEN i.relationship IN ('HAS CONCEPT MOD', 'HAS OBS CONTEXT', 'HAS ACQ CONTEXT') OR i.parent_type = 'NUM' THEN 'context'
    WHEN r.role IS NOT NULL AND r.role <> 'finding' THEN 'context'
    WHEN coalesce(n.standard_concept_id, n.concept_id, v.standard_concept_id, v.concept_id) IS NULL THEN 'code-unresolved'
    WHEN n.standard_domain_id = 'Measurement' THEN 'measurement'
    ELSE 'observation'
  END AS outcome
FROM (
  SELECT t.*, p.value_type AS parent_type, max(t.n) OVER (PARTITION BY t.sop_instance_uid) AS n_forms
  FROM (
    SELECT sop_instance_uid, item_path, min(parent_path) AS parent_path, min(relationship) AS relationship, min(value_type) AS value_type,
      min(concept_code) AS concept_code, min(concept_scheme) AS concept_scheme, min(concept_meaning) AS concept_meaning, min(template_id) AS template_id,
      min(value) AS value, min(code_value) AS code_value, min(code_scheme) AS code_scheme, min(code_meaning) AS code_meaning, min(unit_code) AS unit_code,
      min(unit_scheme) AS unit_scheme, min(unit_meaning) AS unit_meaning, min(qualifier_code) AS qualifier_code, min(qualifier_scheme) AS qualifier_scheme,
      min(qualifier_meaning) AS qualifier_meaning, min(referenced_sop_instance_uid) AS referenced_sop_instance_uid,
      min(referenced_segments) AS referenced_segments, min(referenced_item_path) AS referenced_item_path, min(observation_datetime) AS observation_datetime,
      count(DISTINCT concat(coalesce(parent_path, ''), '^', coalesce(relationship, ''), '^', coalesce(value_type, ''), '^', coalesce(concept_scheme, ''), '^',
        coalesce(concept_code, ''), '^', coalesce(template_id, ''), '^', coalesce(value, ''), '^', coalesce(code_scheme, ''), '^', coalesce(code_value, ''), '^',
        coalesce(unit_scheme, ''), '^', coalesce(unit_code, ''), '^', coalesce(qualifier_scheme, ''), '^', coalesce(qualifier_code, ''), '^',
        coalesce(referenced_sop_instance_uid, ''), '^', coalesce(referenced_segments, ''), '^', coalesce(referenced_item_path, ''))) AS n
    FROM sr_items
    GROUP BY sop_instance_uid, item_path
  ) t
  LEFT JOIN (SELECT sop_instance_uid, item_path, min(value_type) AS value_type FROM sr_items GROUP BY sop_instance_uid, item_path) p
    ON p.sop_instance_uid = t.sop_instance_uid AND p.item_path = t.parent_path
) i
CROSS JOIN setting g
LEFT JOIN object_state b ON b.sop_instance_uid = i.sop_instance_uid
LEFT JOIN list_report_concept r
  ON r.scheme = CASE WHEN i.concept_scheme IN ('SNM3', '99SDM') THEN 'SRT' ELSE i.concept_scheme END AND r.code = i.concept_code
LEFT JOIN code_concept n ON n.code_scheme = i.concept_scheme AND n.code_value = i.concept_code
LEFT JOIN code_concept v ON v.code_scheme = i.code_scheme AND v.code_value = i.code_value
