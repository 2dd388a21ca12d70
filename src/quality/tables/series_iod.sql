-- Each series with the IODs that its SOP Classes are of, by the table of PS3.3 that lists their modules: the class is named after the IOD.
-- [PS3.4 B.5; PS3.3 Annex A]
-- reads: instance, occurrence, lookup_uid, module
SELECT DISTINCT o.image_occurrence_id, i.series_instance_uid, i.sop_class_uid, m.table AS iod_table
FROM instance i
JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
JOIN lookup_uid u ON u.uid = i.sop_class_uid
JOIN module m ON m.kind = 'iod' AND lower(split_part(m.title, ' IOD', 1)) = lower(split_part(u.name, ' Storage', 1))
WHERE i.copy = 1 AND i.kind = 'image'
