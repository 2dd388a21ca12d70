-- The paths that become features, numbered in their own order, with what a row says of its attribute: the code, and the path where it is nested,
-- without the functional groups. [B8: measurement_source_value] `known_path` names the feature for ever: the path, with the creator of a private attribute.
-- With --legacy-too an attribute of enhanced images has a second feature, on the concept of the older one that means the same.
SELECT
  CAST(row_number() OVER (ORDER BY r.path, r.vr, r.private_creator NULLS LAST, r.is_legacy) AS INTEGER) AS path_id,
  r.path, r.private_creator, r.vr, r.tag, r.plain_path, r.attribute, r.attribute_concept_id, r.measurement_concept_id, r.closed, r.cdm_column,
  r.value_number, r.modulus, r.class, r.multi, r.is_text_allowed, r.is_kept_as_found, r.outcome, r.is_elapsed, r.is_legacy,
  CASE WHEN r.unit NOT LIKE '%|%' THEN r.unit END AS unit,
  CASE WHEN r.unit NOT LIKE '%|%' THEN coalesce(c.concept_id, 0) END AS unit_concept_id,
  CASE WHEN r.is_legacy THEN concat(r.path, '=', r.tag) WHEN r.private_creator IS NULL THEN r.path ELSE concat(r.path, '|', r.private_creator) END AS known_path,
  CASE WHEN r.is_legacy THEN r.tag WHEN length(s.shown) <= 46 THEN s.shown ELSE r.tag END AS source_value,
  r.is_elapsed OR (
    r.vr IN ('DS', 'IS', 'FL', 'FD', 'US', 'SS', 'UL', 'SL', 'SV', 'UV') AND coalesce(r.cdm_column, '') NOT LIKE '%value_as_concept_id' AND r.multi <> 'whole'
  ) AS is_number
FROM (
  SELECT path, private_creator, vr, tag, plain_path, attribute, attribute_concept_id, measurement_concept_id, unit, closed, cdm_column, value_number, modulus,
    class, multi, is_text_allowed, is_kept_as_found, outcome, is_elapsed, FALSE AS is_legacy
  FROM path_rule
  WHERE outcome = 'feature'
  UNION ALL
  SELECT p.path, p.private_creator, p.vr, l.attribute, p.plain_path, l.attribute, l.concept_id,
    coalesce(l.standard_concept_id, CASE WHEN g.strict THEN 0 ELSE coalesce(l.successor_concept_id, l.concept_id) END),
    l.unit, l.closed, l.cdm_column, p.value_number, p.modulus, p.class, p.multi, p.is_text_allowed, p.is_kept_as_found, p.outcome, FALSE, TRUE
  FROM path_rule p
  JOIN setting g ON g.legacy_too
  JOIN lookup_attribute l ON l.attribute = p.legacy_attribute
  WHERE p.outcome = 'feature' AND p.has_own_concept
) r
CROSS JOIN LATERAL (
  SELECT replace(replace(CASE WHEN r.private_creator IS NULL THEN r.plain_path ELSE concat(r.plain_path, '|', r.private_creator) END,
    '52009229>', ''), '52009230>', '') AS shown
) s
LEFT JOIN unit_concept c ON c.unit = r.unit
