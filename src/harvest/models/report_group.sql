-- The measurement group that a measurement stands in: the nearest container that a template begins with whose rows hold an identity of what is measured (a
-- tracking or event UID); the templates say which containers these are. template: the nearest that a container states, else the one that its name
-- alone begins. [PS3.16 TID 1410, 1411, 1501, 10003, 10013]
SELECT sop_instance_uid, item_path,
  max(CASE WHEN is_group THEN scope_path END) AS group_path,
  max(CASE WHEN stated_at = 1 THEN coalesce(template_id, begun) END) AS template_id
FROM (
  SELECT x.sop_instance_uid, x.item_path, x.scope_path, c.template_id, b.tid AS begun,
    b.is_group AND row_number() OVER (PARTITION BY x.sop_instance_uid, x.item_path, b.is_group ORDER BY x.scope_depth DESC) = 1 AS is_group,
    row_number() OVER (PARTITION BY x.sop_instance_uid, x.item_path
      ORDER BY CASE WHEN coalesce(k.tid, b.tid) IS NULL THEN 1 ELSE 0 END, x.scope_depth DESC) AS stated_at
  FROM report_scope x
  JOIN report_item c ON c.sop_instance_uid = x.sop_instance_uid AND c.item_path = x.scope_path AND c.outcome = 'container'
  LEFT JOIN (SELECT DISTINCT tid FROM template_row) k ON k.tid = c.template_id
  LEFT JOIN (
    SELECT f.concept_scheme, f.concept_code, CASE WHEN count(DISTINCT f.tid) = 1 THEN min(f.tid) END AS tid,
      max(CASE WHEN t.tid IS NULL THEN 0 ELSE 1 END) = 1 AS is_group
    FROM template_row f
    LEFT JOIN (
      SELECT DISTINCT r.tid
      FROM template_row r
      JOIN list_report_concept l ON l.scheme = r.concept_scheme AND l.code = r.concept_code AND l.role IN ('tracking', 'event')
      WHERE r.value_type = 'UIDREF'
    ) t ON t.tid = f.tid
    WHERE f.value_type = 'CONTAINER' AND f.nest = '0' AND f.concept_code IS NOT NULL
    GROUP BY f.concept_scheme, f.concept_code
  ) b ON b.concept_scheme = c.concept_scheme AND b.concept_code = c.concept_code
  WHERE x.outcome IN ('measurement', 'observation')
) each
GROUP BY sop_instance_uid, item_path
