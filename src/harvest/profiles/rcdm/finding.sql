-- What a reader of the tables of R-CDM should know.
SELECT 'modality-list-cut' AS code, 'radiology_occurrence' AS table_name, 'modality' AS column_name, count(*) AS n FROM modality_list WHERE is_cut HAVING count(*) > 0
UNION ALL
SELECT 'images-not-listed', 'radiology_image', 'radiology_image_id', CAST(sum(n_instances) AS BIGINT)
FROM (
  SELECT i.n_instances
  FROM instances i
  JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
  WHERE i.status <> 'refused' AND i.kind = 'image' AND i.n_instances > 1
) listed
HAVING count(*) > 0
UNION ALL
SELECT 'place-unknown', 'radiology_image', 'series_serial_number', count(*)
FROM image_file f
LEFT JOIN slice_position z ON z.series_instance_uid = f.series_instance_uid AND z.sop_instance_uid = f.sop_instance_uid
WHERE f.instance_number IS NULL AND z.place IS NULL
HAVING count(*) > 0
