-- The attributes at top level that every instance of an IOD of the archive has to hold, filled. [PS3.5 7.4.1: type 1 of mandatory modules]
-- reads: series_iod, iod_module, module, module_attribute
SELECT DISTINCT i.table AS iod_table, translate(a.tag, '(),', '') AS attribute
FROM (SELECT DISTINCT iod_table FROM series_iod) s
JOIN iod_module i ON i.table = s.iod_table AND i.usage = 'M'
JOIN module m ON m.section = i.module_section AND m.kind = 'module'
JOIN module_attribute a ON a.table = m.table AND a.path = a.tag AND a.type = '1'
