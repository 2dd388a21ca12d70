-- What became of every element row of the headers, by reason; `feature` and `source` are used. [C05]
SELECT outcome, count(*) AS n
FROM (
  SELECT
    CASE
      WHEN o.series_instance_uid IS NULL THEN 'series-not-used'
      WHEN r.outcome = 'feature' AND x.sop_instance_uid IS NOT NULL THEN 'copy-not-used'
      WHEN r.outcome = 'feature' AND e.value IS NULL AND e.code_value IS NULL THEN 'empty'
      WHEN r.outcome = 'feature' AND r.value_number <> e.value_index THEN 'value-not-taken'
      ELSE r.outcome
    END AS outcome
  FROM elements e
  JOIN path_rule r ON r.path = e.path AND r.vr = e.vr AND coalesce(r.private_creator, '') = coalesce(e.private_creator, '')
  LEFT JOIN series_id o ON o.series_instance_uid = e.series_instance_uid
  LEFT JOIN foreign_copy x ON x.series_instance_uid = e.series_instance_uid AND x.sop_instance_uid = e.sop_instance_uid
) each
GROUP BY outcome
