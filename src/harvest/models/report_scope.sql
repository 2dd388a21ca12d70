-- The items around each item of a report, itself among them, by depth: 1 is the root.
SELECT sop_instance_uid, item_path, outcome, scope_depth, first_steps(item_path, scope_depth) AS scope_path
FROM (
  SELECT sop_instance_uid, item_path, outcome, explode(one_to(depth)) AS scope_depth
  FROM report_item
  WHERE outcome IN ('measurement', 'observation', 'reference')
) each
