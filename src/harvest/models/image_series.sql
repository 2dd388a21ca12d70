-- Which series an image stands in, and the row of that series where it is used.
SELECT i.sop_instance_uid, i.series_instance_uid, s.image_occurrence_id
FROM (SELECT DISTINCT sop_instance_uid, series_instance_uid FROM instances WHERE status <> 'refused' AND kind = 'image' AND series_instance_uid IS NOT NULL) i
LEFT JOIN series_id s ON s.series_instance_uid = i.series_instance_uid
