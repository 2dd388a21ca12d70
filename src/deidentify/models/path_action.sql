-- Each distinct path of the headers, and whether it is removed: the attribute, or any sequence around it; private ones unless the safe ones are
-- retained. Nothing is removed with --identified. `attribute`: the tag, with its creator where it is private. [PS3.15 E.3.10]
SELECT
  p.path, p.private_creator, p.vr, p.tag, p.plain_path, p.is_private,
  CASE WHEN p.private_creator IS NULL THEN p.tag ELSE concat(p.tag, '|', p.private_creator) END AS attribute,
  p.plain_path LIKE '%>%' AND p.plain_path NOT LIKE '52009229%' AND p.plain_path NOT LIKE '52009230%' AS is_own_path,
  g.identified AS is_kept_as_found,
  NOT g.identified AND (coalesce(r.is_removed, FALSE) OR (p.is_private AND NOT g.retain_safe_private)) AS is_removed
FROM (
  SELECT DISTINCT path, private_creator, vr, tag, without_items(path) AS plain_path, matches(tag, '^...[13579BDF]') AS is_private
  FROM elements
) p
CROSS JOIN setting g
LEFT JOIN (
  SELECT t.path, max(CASE WHEN a.action IN ('K', 'C') THEN 0 ELSE 1 END) = 1 AS is_removed
  FROM (SELECT path, explode(split_text(without_items(path), '>')) AS tag FROM (SELECT DISTINCT path FROM elements) each) t
  JOIN attribute_action a ON t.tag LIKE a.pattern
  GROUP BY t.path
) r ON r.path = p.path
