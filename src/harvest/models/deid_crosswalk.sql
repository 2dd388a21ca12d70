-- deid_crosswalk.tsv: what became of each attribute of the headers when they were de-identified: the action of PS3.15 Table E.1-1 with the chosen options, how
-- it was carried out, and how many elements there were. Private attributes together. It names no value and stays at the site.
SELECT
  r.attribute,
  coalesce(a.name, '') AS name,
  coalesce(c.action, '') AS action,
  r.method,
  sum(r.n) AS n_elements
FROM (
  SELECT
    CASE WHEN p.outcome = 'private' THEN 'private' ELSE p.tag END AS attribute,
    CASE
      WHEN g.identified THEN 'kept as found'
      WHEN p.outcome = 'source' AND p.vr IN ('DA', 'DT') THEN 'days shifted by person'
      WHEN p.outcome = 'source' AND p.vr = 'UI' THEN 'replaced by a keyed digest, or registered'
      WHEN p.outcome = 'source' THEN 'read for links, concepts and known words'
      WHEN p.outcome <> 'feature' THEN concat('not written: ', p.outcome)
      WHEN p.vr = 'AS' THEN 'kept, ages over 89 years as 90'
      WHEN p.is_number THEN 'kept'
      ELSE 'value of the standard, else known words'
    END AS method,
    count(*) AS n
  FROM elements e
  JOIN (
    SELECT path, vr, tag, outcome, private_creator,
      vr IN ('DS', 'IS', 'FL', 'FD', 'US', 'SS', 'UL', 'SL', 'SV', 'UV') AND cdm_column NOT LIKE '%value_as_concept_id' AS is_number
    FROM path_rule
  ) p ON p.path = e.path AND p.vr = e.vr AND coalesce(p.private_creator, '') = coalesce(e.private_creator, '')
  CROSS JOIN setting g
  GROUP BY CASE WHEN p.outcome = 'private' THEN 'private' ELSE p.tag END, p.outcome, p.vr, p.is_number, g.identified
) r
LEFT JOIN lookup_attribute a ON a.attribute = r.attribute
LEFT JOIN (
  SELECT t.attribute, min(x.action) AS action
  FROM (SELECT DISTINCT tag AS attribute FROM elements) t
  JOIN attribute_action x ON t.attribute LIKE x.pattern
  GROUP BY t.attribute
) c ON c.attribute = r.attribute
GROUP BY r.attribute, a.name, c.action, r.method
