-- The quantities of each series, each with the unit of the mapping that it stands in: the item of Quantity Definition Sequence that is named Quantity, or has no name. An
-- element of all images, or of all frames, belongs to each of them. [PS3.3 C.7.6.16.2.11.1.2]
SELECT q.series_instance_uid, q.code_scheme, q.code_value, u.code_scheme AS unit_scheme, u.code_value AS unit_code,
  min(q.code_meaning) AS code_meaning, min(u.code_meaning) AS unit_meaning
FROM (
  SELECT e.*, replace(e.path, '0040A168', '0040A043') AS name_path, concat(replace_matches(e.path, '>00409220(\[[0-9]+\])?>0040A168$', ''), '>004008EA') AS unit_path
  FROM elements e
  WHERE e.tag = '0040A168' AND e.code_value IS NOT NULL AND matches(without_items(e.path), '(^|>)00409096>00409220>0040A168$')
) q
LEFT JOIN elements n
  ON n.tag = '0040A043' AND n.series_instance_uid = q.series_instance_uid AND n.path = q.name_path AND n.code_value IS NOT NULL
  AND coalesce(n.sop_instance_uid, q.sop_instance_uid, '') = coalesce(q.sop_instance_uid, n.sop_instance_uid, '')
  AND coalesce(n.frame, q.frame, 0) = coalesce(q.frame, n.frame, 0)
LEFT JOIN elements u
  ON u.tag = '004008EA' AND u.series_instance_uid = q.series_instance_uid AND u.path = q.unit_path AND u.code_value IS NOT NULL
  AND coalesce(u.sop_instance_uid, q.sop_instance_uid, '') = coalesce(q.sop_instance_uid, u.sop_instance_uid, '')
  AND coalesce(u.frame, q.frame, 0) = coalesce(q.frame, u.frame, 0)
WHERE n.code_value IS NULL OR (n.code_value = '246205007' AND n.code_scheme = 'SCT') OR (n.code_value = 'G-C1C6' AND n.code_scheme IN ('SRT', 'SNM3', '99SDM'))
GROUP BY q.series_instance_uid, q.code_scheme, q.code_value, u.code_scheme, u.code_value
