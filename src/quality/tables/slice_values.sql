-- Numbers of Image Orientation (Patient) and Image Position (Patient), by series, instance and frame; '' and 0 where all share them.
-- reads: image_header
SELECT image_occurrence_id, coalesce(sop_instance_uid, '') AS sop_instance_uid, coalesce(frame, 0) AS frame,
  max(CASE WHEN tag = '00200037' AND value_index = 1 THEN number_of(value, vr) END) AS r1,
  max(CASE WHEN tag = '00200037' AND value_index = 2 THEN number_of(value, vr) END) AS r2,
  max(CASE WHEN tag = '00200037' AND value_index = 3 THEN number_of(value, vr) END) AS r3,
  max(CASE WHEN tag = '00200037' AND value_index = 4 THEN number_of(value, vr) END) AS c1,
  max(CASE WHEN tag = '00200037' AND value_index = 5 THEN number_of(value, vr) END) AS c2,
  max(CASE WHEN tag = '00200037' AND value_index = 6 THEN number_of(value, vr) END) AS c3,
  max(CASE WHEN tag = '00200032' AND value_index = 1 THEN number_of(value, vr) END) AS x,
  max(CASE WHEN tag = '00200032' AND value_index = 2 THEN number_of(value, vr) END) AS y,
  max(CASE WHEN tag = '00200032' AND value_index = 3 THEN number_of(value, vr) END) AS z
FROM image_header
WHERE tag IN ('00200032', '00200037')
GROUP BY image_occurrence_id, coalesce(sop_instance_uid, ''), coalesce(frame, 0)
