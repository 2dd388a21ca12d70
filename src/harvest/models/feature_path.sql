-- The paths that become features, numbered in their own order, with what a row says of its attribute: the code, and the path where it is nested,
-- without the functional groups. [B8: measurement_source_value] `known_path` names the feature for ever: the path, with the creator of a private attribute.
SELECT
  CAST(row_number() OVER (ORDER BY r.path, r.vr, r.private_creator) AS INTEGER) AS path_id,
  r.path, r.private_creator, r.vr, r.tag, r.plain_path, r.attribute, r.attribute_concept_id, r.measurement_concept_id, r.closed, r.cdm_column,
  r.value_number, r.modulus, r.class, r.multi, r.is_text_allowed, r.is_kept_as_found, r.outcome,
  CASE WHEN r.unit NOT LIKE '%|%' THEN r.unit END AS unit,
  CASE WHEN r.unit NOT LIKE '%|%' THEN coalesce(c.concept_id, 0) END AS unit_concept_id,
  CASE WHEN r.private_creator IS NULL THEN r.path ELSE concat(r.path, '|', r.private_creator) END AS known_path,
  CASE WHEN length(s.shown) <= 46 THEN s.shown ELSE tag END AS source_value,
  vr IN ('DS', 'IS', 'FL', 'FD', 'US', 'SS', 'UL', 'SL', 'SV', 'UV') AND coalesce(cdm_column, '') NOT LIKE '%value_as_concept_id' AND multi <> 'whole'
    AS is_number
FROM path_rule r
CROSS JOIN LATERAL (
  SELECT replace(replace(CASE WHEN r.private_creator IS NULL THEN r.plain_path ELSE concat(r.plain_path, '|', r.private_creator) END,
    '52009229>', ''), '52009230>', '') AS shown
) s
LEFT JOIN unit_concept c ON c.unit = r.unit
WHERE outcome = 'feature'
