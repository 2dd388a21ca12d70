-- The unit of an attribute in a SOP Class, where the tables of the standard disagree and those of this class do not: Radionuclide Total Dose is in Bq
-- in PET images, in MBq in enhanced ones. [PS3.3 C.8.9.2, C.8.22]
SELECT s.sop_class_uid, translate(u.tag, '(),', '') AS attribute, min(u.ucum) AS unit
FROM (
  SELECT tag FROM fact_unit_statement WHERE ucum IS NOT NULL GROUP BY tag HAVING count(DISTINCT ucum) > 1
) several
JOIN fact_unit_statement u ON u.tag = several.tag
JOIN fact_module_attribute a ON a.tag = u.tag AND a.via_table = u.table_label
JOIN sop_class_table s ON s.table_label = a.table_label
GROUP BY s.sop_class_uid, u.tag
HAVING count(DISTINCT coalesce(u.ucum, '?')) = 1 AND min(u.ucum) <> '-'
