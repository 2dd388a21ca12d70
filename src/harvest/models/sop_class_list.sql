-- Closed lists that hold whatever else is listed: Enumerated Values of an attribute at top level, in a module that every object of the SOP Class has,
-- and under no condition. CT images are MONOCHROME1 or MONOCHROME2, although the Image Pixel Module knows more. [PS3.3 5.4, A.1.3]
SELECT DISTINCT
  s.sop_class_uid, translate(v.tag, '(),', '') AS attribute,
  CASE WHEN matches(v.value_number, '^[0-9]+$') THEN CAST(v.value_number AS INTEGER) ELSE 0 END AS value_number,
  v.table_label, v.value
FROM sop_class_table s
JOIN fact_module_attribute a ON a.table_label = s.table_label AND a.path = a.tag
JOIN fact_value_term v ON v.tag = a.tag AND v.table_label = a.via_table AND v.path = v.tag
WHERE s.is_mandatory AND v.kind = 'Enumerated' AND v.condition IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM fact_value_term w
    WHERE w.tag = v.tag AND (w.table_label IS NULL OR (w.table_label = v.table_label AND (w.kind <> 'Enumerated' OR w.condition IS NOT NULL)))
  )
