-- The tables of PS3.3 that the IOD of a SOP Class is made of: modules and functional group macros. Which IOD is meant says the name: CT Image Storage is
-- of the CT Image IOD. SOP Classes of the headers only. [PS3.3 A.1.3; PS3.4 B.5]
SELECT c.sop_class_uid, m.table_label, max(CASE WHEN iod.kind = 'iod' AND i.usage = 'M' THEN 1 ELSE 0 END) = 1 AS is_mandatory
FROM (SELECT DISTINCT sop_class_uid FROM series) c
JOIN lookup_uid u ON u.uid = c.sop_class_uid
JOIN fact_module iod
  ON iod.kind IN ('iod', 'functional_groups')
  AND lower(split_part(split_part(split_part(iod.title, ' IOD', 1), ' Information Object', 1), ' Functional Group Macros', 1)) = lower(split_part(u.name, ' Storage', 1))
JOIN fact_iod_module i ON i.table_label = iod.table_label
JOIN fact_module m ON m.section = i.module_section AND m.kind IN ('module', 'macro', 'other')
GROUP BY c.sop_class_uid, m.table_label
