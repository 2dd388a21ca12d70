-- Images that stand in header tables of whole series and so cannot be listed one by one.
SELECT 'images-not-listed' AS code, CAST(sum(i.n_instances) AS BIGINT) AS n
FROM instances i
JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
WHERE i.status <> 'refused' AND i.kind = 'image' AND i.n_instances > 1
HAVING count(*) > 0
