-- What the texts of a series say, by the patterns of series-words.tsv: its description and protocol, in lower case.
SELECT t.series_instance_uid, w.rule, w.value
FROM (
  SELECT e.series_instance_uid, e.value AS text
  FROM elements e
  JOIN series_id i ON i.series_instance_uid = e.series_instance_uid
  WHERE e.path IN ('0008103E', '00181030') AND e.value IS NOT NULL
) t
JOIN (
  SELECT d.value AS text, l.rule, l.value
  FROM (SELECT DISTINCT value FROM elements WHERE path IN ('0008103E', '00181030') AND value IS NOT NULL) d
  CROSS JOIN list_series_word l
  WHERE matches(lower(d.value), l.pattern)
) w ON w.text = t.text
GROUP BY t.series_instance_uid, w.rule, w.value
