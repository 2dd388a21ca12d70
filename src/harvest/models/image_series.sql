-- Which series an image stands in that an object refers to, and the row of that series where it is used.
SELECT i.sop_instance_uid, i.series_instance_uid, s.image_occurrence_id
FROM (
  SELECT DISTINCT i.sop_instance_uid, i.series_instance_uid
  FROM (SELECT referenced_sop_instance_uid FROM object_reference UNION SELECT referenced_sop_instance_uid FROM sr_items) r
  JOIN instances i ON i.sop_instance_uid = r.referenced_sop_instance_uid
  WHERE i.status <> 'refused' AND i.kind = 'image' AND i.series_instance_uid IS NOT NULL
) i
LEFT JOIN series_id s ON s.series_instance_uid = i.series_instance_uid
