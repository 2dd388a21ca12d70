-- The day of a series: the earliest valid one of the first level that has one. Never a made-up day.
SELECT series_instance_uid, level, day
FROM (
  SELECT series_instance_uid, level, min(day) AS day,
    row_number() OVER (PARTITION BY series_instance_uid ORDER BY level) AS choice
  FROM date_value
  WHERE day IS NOT NULL
  GROUP BY series_instance_uid, level
) best
WHERE choice = 1
