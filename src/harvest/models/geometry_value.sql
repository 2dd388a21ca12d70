-- Image Orientation and Position (Patient) as the headers hold them: of the series (detail 0), of an image or of the frames of its only image (1), of a frame of
-- one of several images (2). [PS3.3 C.7.6.2.1.1, C.7.6.16.2.3, C.7.6.16.2.4]
SELECT e.series_instance_uid, e.sop_instance_uid, e.frame,
  CASE WHEN e.sop_instance_uid IS NULL AND e.frame IS NULL THEN 0 WHEN e.sop_instance_uid IS NULL OR e.frame IS NULL THEN 1 ELSE 2 END AS detail,
  max(e.n_instances) AS n_images,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 1 THEN number_of(e.value, 'DS') END) AS r1,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 2 THEN number_of(e.value, 'DS') END) AS r2,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 3 THEN number_of(e.value, 'DS') END) AS r3,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 4 THEN number_of(e.value, 'DS') END) AS c1,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 5 THEN number_of(e.value, 'DS') END) AS c2,
  max(CASE WHEN e.tag = '00200037' AND e.value_index = 6 THEN number_of(e.value, 'DS') END) AS c3,
  max(CASE WHEN e.tag = '00200032' AND e.value_index = 1 THEN number_of(e.value, 'DS') END) AS x,
  max(CASE WHEN e.tag = '00200032' AND e.value_index = 2 THEN number_of(e.value, 'DS') END) AS y,
  max(CASE WHEN e.tag = '00200032' AND e.value_index = 3 THEN number_of(e.value, 'DS') END) AS z
FROM elements e
JOIN series_id i ON i.series_instance_uid = e.series_instance_uid
LEFT JOIN foreign_copy f ON f.series_instance_uid = e.series_instance_uid AND f.sop_instance_uid = e.sop_instance_uid
WHERE f.sop_instance_uid IS NULL AND e.tag IN ('00200037', '00200032') AND (e.path = e.tag OR e.path LIKE '5200%')
GROUP BY e.series_instance_uid, e.sop_instance_uid, e.frame
