-- C08: An instance has as many frames as Number of Frames says
-- column: headers (0028,0008), (5200,9230)
-- category: conformance, computational
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: instances with items for more or fewer frames
-- denominator: instances whose frames differ from each other
-- source: PS3.3 C.7.6.16
-- reads: image_header, instances
-- message: functional groups are given for more or fewer frames than there are
-- fix: look at the equipment that wrote them
SELECT min(h.image_occurrence_id) AS id, concat(max(h.frame), ' of ', max(i.number_of_frames)) AS found,
  max(h.frame) <> coalesce(max(i.number_of_frames), 1) AS failed
FROM image_header h
JOIN instances i ON i.series_instance_uid = h.series_instance_uid AND i.sop_instance_uid = coalesce(h.sop_instance_uid, i.sop_instance_uid)
WHERE h.frame IS NOT NULL
GROUP BY i.sop_instance_uid
