-- What a reader of the registry should know.
SELECT refused AS code, 'image_registry' AS table_name, CASE refused WHEN 'visit-missing' THEN 'visit_id' END AS column_name, count(*) AS n
FROM registry_row
WHERE refused IS NOT NULL
GROUP BY refused
UNION ALL
SELECT 'time-missing', 'image_registry', 'datetime', count(*) FROM registry_row WHERE is_midnight = 1 AND refused IS NULL HAVING count(*) > 0
UNION ALL
SELECT 'accession-missing', 'image_registry', 'group_id', count(*)
FROM registry_row r
JOIN occurrence o ON o.series_instance_uid = r.series_instance_uid
JOIN study s ON s.study_instance_uid = o.study_instance_uid
WHERE s.accession IS NULL AND r.refused IS NULL
HAVING count(*) > 0
UNION ALL
SELECT 'image-map-differs', 'image_registry', 'group_id', count(*)
FROM image_group g
JOIN row_id i ON i.table_name = 'image_group' AND i.row_key = g.group_key AND i.row_id <> g.given_id
HAVING count(*) > 0
UNION ALL
SELECT code, 'image_registry', 'image_registry_id', n FROM unlisted_image
