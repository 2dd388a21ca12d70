-- Studies and images get ids of their own; a series has that of IMAGE_OCCURRENCE.
SELECT 'radiology_occurrence' AS table_name, study_instance_uid, '' AS series_instance_uid, '' AS row_key, image_occurrence_id, 0 AS place,
  CAST(NULL AS BIGINT) AS given_id
FROM study_total
UNION ALL
SELECT 'radiology_image', study_instance_uid, series_instance_uid, sop_instance_uid, image_occurrence_id, instance_number, CAST(NULL AS BIGINT)
FROM image_file
