-- The texts and codes of a study that may say what was done, and how many of its series say each. A LOINC number counts where the scheme is LOINC, an RPID anywhere.
SELECT study_instance_uid, field, text, count(*) AS n_series
FROM (
  SELECT DISTINCT study_instance_uid, series_instance_uid, field, text
  FROM (
    SELECT s.study_instance_uid, s.series_instance_uid, 'modality' AS field, m.modality AS text
    FROM series s
    JOIN modality_value m ON m.series_instance_uid = s.series_instance_uid
    UNION ALL
    SELECT s.study_instance_uid, s.series_instance_uid, e.tag, trim(CASE WHEN e.tag = '00200060' THEN upper(e.value) ELSE e.value END)
    FROM series s
    JOIN elements e ON e.series_instance_uid = s.series_instance_uid
    WHERE e.path IN ('00081030', '00400254', '00181030', '0008103E', '00180010', '00200060', '00180015') OR e.tag = '00321060'
    UNION ALL
    SELECT s.study_instance_uid, s.series_instance_uid, CASE WHEN e.tag = '00081032' THEN 'performed code' ELSE 'requested code' END, trim(e.code_value)
    FROM series s
    JOIN elements e ON e.series_instance_uid = s.series_instance_uid
    WHERE (e.path = '00081032' OR e.tag = '00321064') AND (e.code_scheme = 'LN' OR matches(e.code_value, '^RPID[0-9]+$'))
  ) found
  WHERE text <> ''
) each
GROUP BY study_instance_uid, field, text
