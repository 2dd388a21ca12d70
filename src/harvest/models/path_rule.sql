-- Each distinct path of the headers, and what becomes of it: a feature, another column's source, or why it is not taken. A tag of the list counts at top
-- level and below functional groups, a path of the list as it stands. What is not for a patient's research record is decided by
-- attribute_action, for the attribute and every sequence around it. An attribute of enhanced images that the release does not know takes the concept of the
-- older one that means the same. Private attributes are those of the release's list, by creator and element; lists name them `0019xx0C|CREATOR`.
SELECT
  p.path, p.private_creator, p.vr, p.tag, p.plain_path, p.attribute,
  coalesce(a.concept_id, o.concept_id) AS attribute_concept_id,
  coalesce(a.standard_concept_id, CASE WHEN g.strict THEN 0 ELSE coalesce(a.successor_concept_id, a.concept_id, o.concept_id) END) AS measurement_concept_id,
  coalesce(a.unit, o.unit) AS unit,
  coalesce(a.unit_concept_id, o.unit_concept_id) AS unit_concept_id,
  a.closed, a.cdm_column, o.value_number, o.modulus,
  coalesce(v.class, CASE WHEN o.concept_id IS NULL THEN 'series' ELSE 'range' END) AS class,
  coalesce(m.rule, CASE WHEN o.vm <> '1' AND o.value_number IS NULL THEN 'whole' ELSE 'split' END) AS multi,
  t.attribute IS NOT NULL AS is_text_allowed,
  p.is_kept_as_found,
  CASE
    WHEN (p.private_creator IS NOT NULL OR p.is_private) AND o.concept_id IS NULL THEN 'private'
    WHEN p.vr IN ('PN', 'UR', 'OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'UN') THEN 'never-taken'
    WHEN l.use = 'source' THEN 'source'
    WHEN l.use IS NULL AND o.concept_id IS NULL AND g.attributes = 'core' THEN 'not-listed'
    WHEN a.attribute IS NULL AND o.concept_id IS NULL THEN 'attribute-unknown'
    WHEN p.is_removed THEN 'deidentified'
    WHEN p.vr IN ('DA', 'TM', 'DT') THEN 'date-or-time'
    WHEN a.cdm_column LIKE 'IMAGE_OCCURRENCE%' AND p.tag NOT IN ('00180015', '00082218') THEN 'source'
    WHEN a.cdm_column LIKE 'PERSON%' THEN 'source'
    WHEN p.vr IN ('LO', 'SH', 'UC', 'ST', 'LT', 'UT', 'AE') AND t.attribute IS NULL AND coalesce(a.cdm_column, '') NOT LIKE '%concept_id' THEN 'text-not-taken'
    WHEN p.vr = 'UI' AND o.concept_id IS NOT NULL THEN 'text-not-taken'
    WHEN m.rule = 'skip' OR v.class = 'instance' THEN 'differs-by-instance'
    ELSE 'feature'
  END AS outcome
FROM path_action p
CROSS JOIN setting g
LEFT JOIN lookup_private o ON o.creator = p.private_creator AND o.element = p.tag
LEFT JOIN lookup_attribute own ON own.attribute = p.attribute
LEFT JOIN list_equivalent q ON q.attribute = p.attribute
LEFT JOIN lookup_attribute a ON a.attribute = coalesce(own.attribute, q.legacy_attribute)
LEFT JOIN list_core_attribute l ON l.path = CASE WHEN p.is_own_path THEN p.plain_path ELSE p.attribute END
LEFT JOIN list_variation v ON v.attribute = p.attribute
LEFT JOIN list_multi_valued m ON m.attribute = p.attribute
LEFT JOIN list_text_allowed t ON t.attribute = p.attribute
