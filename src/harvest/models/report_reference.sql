-- The series that an item of a report names, best first: through a segmentation, by the series' UID or the irradiation that made it, by an image. Rank 8
-- is a series or image that these headers do not hold, 9 an irradiation that no series names. [PS3.16 TID 1411, 10013]
SELECT
  r.sop_instance_uid, r.item_path,
  coalesce(g.series_instance_uid, s.series_instance_uid, e.series_instance_uid, m.series_instance_uid) AS series_instance_uid,
  coalesce(g.image_occurrence_id, s.image_occurrence_id, e.image_occurrence_id, m.image_occurrence_id) AS image_occurrence_id,
  CASE
    WHEN g.image_occurrence_id IS NOT NULL THEN 1
    WHEN s.image_occurrence_id IS NOT NULL THEN 2
    WHEN e.image_occurrence_id IS NOT NULL THEN 3
    WHEN m.image_occurrence_id IS NOT NULL THEN 4
    WHEN r.role = 'event' THEN 9
    ELSE 8
  END AS rank
FROM report_item r
LEFT JOIN object_series g ON g.sop_instance_uid = r.referenced_sop_instance_uid AND g.choice = 1
LEFT JOIN series_id s ON s.series_instance_uid = CASE WHEN r.value_type = 'UIDREF' THEN r.value END
LEFT JOIN (
  SELECT DISTINCT x.value, i.series_instance_uid, i.image_occurrence_id
  FROM elements x
  JOIN series_id i ON i.series_instance_uid = x.series_instance_uid
  WHERE x.tag = '00083010'
) e ON e.value = CASE WHEN r.role = 'event' THEN r.value END
LEFT JOIN image_series m ON m.sop_instance_uid = r.referenced_sop_instance_uid
WHERE r.outcome = 'reference'
  AND (r.value_type <> 'UIDREF' OR r.role = 'event' OR s.series_instance_uid IS NOT NULL)
