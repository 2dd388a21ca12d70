-- The values that the standard lists for attributes at top level, for each IOD of the archive. An attribute is closed in an IOD where all its lists there are
-- Enumerated Values. [PS3.5 7.4; PS3.3 Annex A]
-- reads: series_iod, iod_module, module, module_attribute, value_term
SELECT iod_table, attribute, value_number, value, min(kind) OVER (PARTITION BY iod_table, attribute) AS kind
FROM (
  SELECT DISTINCT i.table AS iod_table, translate(v.tag, '(),', '') AS attribute, v.value_number, v.value, v.kind
  FROM (SELECT DISTINCT iod_table FROM series_iod) s
  JOIN iod_module i ON i.table = s.iod_table
  JOIN module m ON m.section = i.module_section AND m.kind = 'module'
  JOIN module_attribute a ON a.table = m.table AND a.path = a.tag
  JOIN value_term v ON v.table = a.via_table AND v.tag = a.tag AND v.path = v.tag
  WHERE v.value IS NOT NULL
) listed
