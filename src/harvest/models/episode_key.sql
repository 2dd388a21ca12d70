-- Findings of a person that several studies show, by what tracks them: each is an episode. [PS3.16 TID 1410: Tracking Unique Identifier]
SELECT 'episode' AS table_name, '' AS study_instance_uid, '' AS series_instance_uid, concat(CAST(f.person_id AS VARCHAR), ' ', f.finding_key) AS row_key,
  min(f.image_occurrence_id) AS image_occurrence_id, 0 AS place, CAST(NULL AS BIGINT) AS given_id
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
WHERE f.is_tracked
GROUP BY f.person_id, f.finding_key
HAVING count(DISTINCT o.study_instance_uid) > 1
