-- Study Time, where it is a time of day. [PS3.5 6.2, TM]
SELECT s.study_instance_uid, min(time_of(e.value)) AS clock
FROM elements e
JOIN series s ON s.series_instance_uid = e.series_instance_uid
WHERE e.path = '00080030' AND e.value IS NOT NULL
GROUP BY s.study_instance_uid
