-- Copies of an image in another series than the first: it is used there, and its values are none of theirs.
SELECT DISTINCT c.sop_instance_uid, c.series_instance_uid
FROM instance_copy c
JOIN instance_copy f ON f.sop_instance_uid = c.sop_instance_uid AND f.copy = 1
WHERE c.series_instance_uid <> f.series_instance_uid
