-- Studies whose instances carry different patients, and series that stand in two studies: refused whole.
SELECT 'study-of-two-patients' AS code, study_instance_uid, CAST(NULL AS VARCHAR) AS series_instance_uid
FROM instance
WHERE study_instance_uid IS NOT NULL AND patient_key IS NOT NULL
GROUP BY study_instance_uid
HAVING count(DISTINCT concat(patient_key, '^', coalesce(issuer, ''))) > 1
UNION ALL
SELECT 'series-of-two-studies', CAST(NULL AS VARCHAR), series_instance_uid
FROM instance
WHERE series_instance_uid IS NOT NULL AND study_instance_uid IS NOT NULL
GROUP BY series_instance_uid
HAVING count(DISTINCT study_instance_uid) > 1
