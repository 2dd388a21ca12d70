-- The items of a report that say something of others, with the item around which they do so: their parent. What qualifies a context code speaks for that
-- code's parent too; a finding also for what stands below it. [PS3.16 TID 300, 1501, 4006]
SELECT i.sop_instance_uid, i.item_path, i.parent_path AS scope_path, i.role, i.concept_scheme, i.concept_code, i.concept_meaning, i.value_type,
  i.value, i.code_scheme, i.code_value, i.code_meaning
FROM report_item i
WHERE i.role IS NOT NULL AND i.n_forms = 1
UNION ALL
SELECT i.sop_instance_uid, i.item_path, i.item_path, i.role, i.concept_scheme, i.concept_code, i.concept_meaning, i.value_type,
  i.value, i.code_scheme, i.code_value, i.code_meaning
FROM report_item i
WHERE i.role = 'finding' AND i.n_forms = 1
UNION ALL
SELECT i.sop_instance_uid, i.item_path, i.parent_path, 'modifier', i.concept_scheme, i.concept_code, i.concept_meaning, i.value_type,
  i.value, i.code_scheme, i.code_value, i.code_meaning
FROM report_item i
WHERE i.role IS NULL AND i.outcome = 'context' AND i.parent_type = 'NUM'
UNION ALL
SELECT i.sop_instance_uid, i.item_path, p.parent_path, coalesce(i.role, 'modifier'), i.concept_scheme, i.concept_code, i.concept_meaning, i.value_type,
  i.value, i.code_scheme, i.code_value, i.code_meaning
FROM report_item i
JOIN report_item p ON p.sop_instance_uid = i.sop_instance_uid AND p.item_path = i.parent_path AND p.outcome = 'context'
WHERE i.outcome = 'context'
