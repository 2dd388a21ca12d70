-- black-blood: nothing where Blood Signal Nulling (0018,9022) is coded; words of the series, of MR alone. Words of both: unsure. [PS3.3 C.8.13.5.2]
SELECT i.series_instance_uid, 'black-blood' AS rule, max(s.value) AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN count(*) > 1 THEN 'unsure' ELSE 'value' END AS verdict, 'words' AS inputs
FROM series_input i
JOIN series_said s ON s.series_instance_uid = i.series_instance_uid AND s.rule = 'black-blood'
WHERE i.modality = 'MR' AND NOT i.says_blood_signal
GROUP BY i.series_instance_uid
