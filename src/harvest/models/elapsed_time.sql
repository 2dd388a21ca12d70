-- Times that are told as minutes from the first acquisition of their series, before it negative: their day and hour are not. A time of day is that of the
-- twelve hours before or after. Where it cannot be reckoned the value is no number, and told.
SELECT
  e.series_instance_uid, p.path_id, e.sop_instance_uid, e.frame, e.value_index, e.n_instances,
  coalesce(CAST(round(CASE
    WHEN p.vr = 'DT' THEN minutes_between(datetime_of(s.first_acquisition), datetime_of(e.value))
    WHEN m.apart > 720 THEN m.apart - 1440
    WHEN m.apart < -720 THEN m.apart + 1440
    ELSE m.apart
  END, 2) AS VARCHAR), 'unknown') AS value
FROM elements e
JOIN feature_path p ON p.path = e.path AND p.vr = e.vr AND p.is_elapsed
JOIN series s ON s.series_instance_uid = e.series_instance_uid
CROSS JOIN LATERAL (SELECT time_of(substr(split_part(s.first_acquisition, '.', 1), 9)) AS acquired, time_of(e.value) AS started) t
CROSS JOIN LATERAL (
  SELECT (CAST(substr(t.started, 1, 2) AS DOUBLE) - CAST(substr(t.acquired, 1, 2) AS DOUBLE)) * 60
    + CAST(substr(t.started, 4, 2) AS DOUBLE) - CAST(substr(t.acquired, 4, 2) AS DOUBLE)
    + (CAST(substr(t.started, 7, 2) AS DOUBLE) - CAST(substr(t.acquired, 7, 2) AS DOUBLE)) / 60 AS apart
) m
WHERE e.value IS NOT NULL
