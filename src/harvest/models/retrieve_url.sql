-- Where a server says that a series can be had: Retrieve URL (0008,1190), without the instance. It may name the server of a hospital: for --identified.
SELECT series_instance_uid, min(substr(CASE WHEN instr(value, '/instances/') > 0 THEN substr(value, 1, instr(value, '/instances/') - 1) ELSE value END, 1, 10000)) AS url
FROM elements
WHERE path = '00081190' AND value LIKE 'http%'
GROUP BY series_instance_uid
