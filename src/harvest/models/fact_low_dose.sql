-- low-dose CT: CTDIvol of 3 mGy at most in the chest, or words. Words against a greater dose: unsure.
SELECT i.series_instance_uid, 'low-dose' AS rule, 'yes' AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN i.ctdi_vol > 3 THEN 'unsure' ELSE 'value' END AS verdict,
  concat('CTDIvol ', coalesce(number_text(i.ctdi_vol), '-'), CASE WHEN w.value IS NULL THEN '' ELSE '; words' END) AS inputs
FROM series_input i
LEFT JOIN series_said w ON w.series_instance_uid = i.series_instance_uid AND w.rule = 'low-dose'
LEFT JOIN series_said c ON c.series_instance_uid = i.series_instance_uid AND c.rule = 'chest'
LEFT JOIN (SELECT DISTINCT series_instance_uid FROM elements WHERE path = '00180015' AND upper(trim(value)) IN ('CHEST', 'THORAX', 'LUNG')) b
  ON b.series_instance_uid = i.series_instance_uid
WHERE i.modality = 'CT'
  AND (w.value IS NOT NULL OR (i.ctdi_vol > 0 AND i.ctdi_vol <= 3 AND (c.value IS NOT NULL OR b.series_instance_uid IS NOT NULL)))
