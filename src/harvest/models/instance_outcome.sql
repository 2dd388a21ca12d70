-- What became of every data set of the headers: read = used + refused, by reason.
SELECT outcome, count(*) AS n
FROM (
  SELECT
    CASE
      WHEN i.copy > 1 THEN 'instance-repeated'
      WHEN i.series_instance_uid IS NULL THEN 'series-uid-missing'
      WHEN i.kind <> 'image' THEN concat('not-an-image: ', i.kind)
      ELSE coalesce(o.refused, 'used')
    END AS outcome
  FROM instance i
  LEFT JOIN series_outcome o ON o.series_instance_uid = i.series_instance_uid
  UNION ALL
  SELECT 'unreadable' FROM instances WHERE status = 'refused'
) each
GROUP BY outcome
