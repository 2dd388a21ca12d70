-- Codes of reports that stand in none of the groups which the templates around them bind the item's value to; where none of those templates has such an item, in none
-- that any template binds it to. Only where all of these groups are closed. [PS3.16 6.1.2, 6.2.5]
SELECT i.sop_instance_uid, i.item_path, i.concept_scheme, i.concept_code, i.concept_meaning, i.code_scheme, i.code_value, i.code_meaning
FROM (
  SELECT i.sop_instance_uid, i.item_path, i.concept_scheme, i.concept_code, i.concept_meaning, i.code_scheme, i.code_value, i.code_meaning, n.name, v.name AS code,
    coalesce(o.tid, '') AS tid
  FROM report_item i
  JOIN code_name n ON n.scheme = i.concept_scheme AND n.code = i.concept_code
  JOIN code_name v ON v.scheme = i.code_scheme AND v.code = i.code_value
  LEFT JOIN (
    SELECT DISTINCT x.sop_instance_uid, x.item_path, c.template_id AS tid
    FROM report_item x
    JOIN report_item c ON c.sop_instance_uid = x.sop_instance_uid AND c.outcome = 'container' AND c.template_id IS NOT NULL
      AND (c.item_path = '1' OR substr(x.item_path, 1, length(c.item_path) + 1) = concat(c.item_path, '.'))
    JOIN code_name m ON m.scheme = x.concept_scheme AND m.code = x.concept_code
    JOIN (SELECT DISTINCT tid, name FROM template_value_set) t ON t.tid = c.template_id AND t.name = m.name
    WHERE x.value_type = 'CODE'
  ) o ON o.sop_instance_uid = i.sop_instance_uid AND o.item_path = i.item_path
  WHERE i.value_type = 'CODE' AND i.outcome NOT IN ('copies-differ', 'key-object')
) i
JOIN template_value_set t ON t.tid = i.tid AND t.name = i.name
GROUP BY i.sop_instance_uid, i.item_path, i.concept_scheme, i.concept_code, i.concept_meaning, i.code_scheme, i.code_value, i.code_meaning
HAVING min(CASE WHEN t.is_closed THEN 1 ELSE 0 END) = 1 AND max(CASE WHEN t.code = i.code THEN 1 ELSE 0 END) = 0
