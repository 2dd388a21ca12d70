-- What a reader of the tables of R-CDM should know.
SELECT 'modality-list-cut' AS code, 'radiology_occurrence' AS table_name, 'modality' AS column_name, count(*) AS n
FROM modality_list
WHERE is_cut
HAVING count(*) > 0
UNION ALL
SELECT code, 'radiology_image', 'radiology_image_id', n FROM unlisted_image
UNION ALL
SELECT 'place-unknown', 'radiology_image', 'series_serial_number', count(*)
FROM image_file f
LEFT JOIN slice_position z ON z.series_instance_uid = f.series_instance_uid AND z.sop_instance_uid = f.sop_instance_uid
WHERE f.instance_number IS NULL AND z.place IS NULL
HAVING count(*) > 0
