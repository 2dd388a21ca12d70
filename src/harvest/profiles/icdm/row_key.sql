-- Items and folders get ids of their own; a study has its UID.
SELECT 'imaging_series' AS table_name, study_instance_uid, series_instance_uid, row_key, image_occurrence_id, place, CAST(NULL AS BIGINT) AS given_id
FROM item
UNION ALL
SELECT 'filepath', f.study_instance_uid, f.series_instance_uid, '', t.image_occurrence_id, 0, CAST(NULL AS BIGINT)
FROM folder f
JOIN study_total t ON t.study_instance_uid = f.study_instance_uid
