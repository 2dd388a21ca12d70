-- Studies whose instances carry different patients, and series that stand in two studies: refused whole. An instance that does not say who issued its Patient ID
-- contradicts none that does.
SELECT 'study-of-two-patients' AS code, study_instance_uid, CAST(NULL AS VARCHAR) AS series_instance_uid
FROM instance
WHERE study_instance_uid IS NOT NULL AND patient_key IS NOT NULL
GROUP BY study_instance_uid
HAVING count(DISTINCT patient_key) > 1 OR count(DISTINCT issuer) > 1
UNION ALL
SELECT 'series-of-two-studies', CAST(NULL AS VARCHAR), series_instance_uid
FROM instance
WHERE series_instance_uid IS NOT NULL AND study_instance_uid IS NOT NULL
GROUP BY series_instance_uid
HAVING count(DISTINCT study_instance_uid) > 1
