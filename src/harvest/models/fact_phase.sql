-- phase: words of the series, with the seconds from the start of contrast to the acquisition: below 50 arterial, below 120 portal venous, then delayed. Seconds
-- alone, or against the words: unsure.
SELECT series_instance_uid, 'phase' AS rule, coalesce(said, timed) AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN n_said > 1 OR said IS NULL OR (timed IS NOT NULL AND timed <> said) THEN 'unsure' ELSE 'value' END AS verdict,
  concat(CASE WHEN said IS NULL THEN '' ELSE 'words; ' END, CASE WHEN timed IS NULL THEN '' ELSE concat(CAST(CAST(seconds AS INTEGER) AS VARCHAR), ' s after contrast') END)
    AS inputs
FROM (
  SELECT i.series_instance_uid, s.said, s.n_said, i.seconds,
    CASE WHEN i.seconds BETWEEN 5 AND 49 THEN 'arterial' WHEN i.seconds BETWEEN 50 AND 119 THEN 'portal venous' WHEN i.seconds BETWEEN 120 AND 1800 THEN 'delayed' END AS timed
  FROM (
    SELECT series_instance_uid, modality,
      CAST(substr(acquisition_start, 1, 2) AS INTEGER) * 3600 + CAST(substr(acquisition_start, 4, 2) AS INTEGER) * 60 + CAST(substr(acquisition_start, 7, 2) AS INTEGER)
        - CAST(substr(contrast_start, 1, 2) AS INTEGER) * 3600 - CAST(substr(contrast_start, 4, 2) AS INTEGER) * 60 - CAST(substr(contrast_start, 7, 2) AS INTEGER) AS seconds
    FROM series_input
  ) i
  LEFT JOIN (
    SELECT series_instance_uid, min(value) AS said, count(*) AS n_said FROM series_said WHERE rule = 'phase' GROUP BY series_instance_uid
  ) s ON s.series_instance_uid = i.series_instance_uid
  WHERE i.modality IN ('CT', 'MR')
) each
WHERE said IS NOT NULL OR timed IS NOT NULL
