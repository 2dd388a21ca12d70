-- Files and groups of files get ids of their own.
SELECT 'image_registry' AS table_name, study_instance_uid, series_instance_uid, sop_instance_uid AS row_key, image_occurrence_id, instance_number AS place,
  CAST(NULL AS BIGINT) AS given_id
FROM image_file
UNION ALL
SELECT 'image_group', '', '', group_key, image_occurrence_id, 0, CAST(given_id AS BIGINT)
FROM image_group
