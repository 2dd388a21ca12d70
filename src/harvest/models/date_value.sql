-- Every date of a series that may become its day, best level first. DA as YYYYMMDD or the old YYYY.MM.DD. [PS3.5 6.2]
SELECT
  e.series_instance_uid,
  l.level,
  e.value,
  CASE WHEN d.day BETWEEN DATE '1895-01-01' AND CAST(g.today AS DATE) THEN d.day END AS day
FROM elements e
JOIN (
  VALUES ('00080021', 1), ('00080022', 2), ('0008002A', 2), ('00400244', 3), ('00080020', 4), ('00080023', 5)
) AS l (path, level) ON l.path = e.path
CROSS JOIN setting g
CROSS JOIN LATERAL (SELECT day_of(e.value) AS day) d
WHERE e.value IS NOT NULL
