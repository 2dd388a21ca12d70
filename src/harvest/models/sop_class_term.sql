-- The values that the lists of a SOP Class's own modules give to an attribute. `value_number`: the value that a list is for, 0 for any.
-- `is_closed`: Enumerated Values. Nothing of attributes some of whose lists stand in no table: who has them is not known. [PS3.3 5.4, 5.5]
SELECT
  s.sop_class_uid, translate(v.tag, '(),', '') AS attribute,
  CASE WHEN matches(v.value_number, '^[0-9]+$') THEN CAST(v.value_number AS INTEGER) ELSE 0 END AS value_number,
  v.value, min(CASE WHEN v.kind = 'Enumerated' THEN 1 ELSE 0 END) AS is_closed
FROM sop_class_table s
JOIN fact_module_attribute a ON a.table_label = s.table_label
JOIN fact_value_term v ON v.tag = a.tag AND v.table_label = a.via_table
WHERE NOT EXISTS (SELECT 1 FROM fact_value_term w WHERE w.tag = v.tag AND w.table_label IS NULL)
GROUP BY s.sop_class_uid, v.tag, CASE WHEN matches(v.value_number, '^[0-9]+$') THEN CAST(v.value_number AS INTEGER) ELSE 0 END, v.value
