-- Slice Thickness (0018,0050) of a series or of one of its images, at top level or in a functional group; of several the least.
SELECT series_instance_uid, sop_instance_uid, min(number_of(value, vr)) AS millimetres
FROM elements
WHERE tag = '00180050' AND (path = '00180050' OR path LIKE '5200%>00180050') AND number_of(value, vr) IS NOT NULL
GROUP BY series_instance_uid, sop_instance_uid
