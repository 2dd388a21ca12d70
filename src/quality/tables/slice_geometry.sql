-- Orientation and position of each instance or frame, where they are given whole: what all share stands once in the headers, beside what differs.
-- reads: slice_values
SELECT f.image_occurrence_id, f.sop_instance_uid, f.frame,
  coalesce(f.r1, i.r1, s.r1) AS r1, coalesce(f.r2, i.r2, s.r2) AS r2, coalesce(f.r3, i.r3, s.r3) AS r3,
  coalesce(f.c1, i.c1, s.c1) AS c1, coalesce(f.c2, i.c2, s.c2) AS c2, coalesce(f.c3, i.c3, s.c3) AS c3,
  coalesce(f.x, i.x, s.x) AS x, coalesce(f.y, i.y, s.y) AS y, coalesce(f.z, i.z, s.z) AS z
FROM slice_values f
LEFT JOIN slice_values i ON i.image_occurrence_id = f.image_occurrence_id AND i.sop_instance_uid = f.sop_instance_uid AND i.frame = 0
LEFT JOIN slice_values s ON s.image_occurrence_id = f.image_occurrence_id AND s.sop_instance_uid = '' AND s.frame = 0
