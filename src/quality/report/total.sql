SELECT 'persons' AS what, count(DISTINCT person_id) AS n FROM image_fact
UNION ALL SELECT 'studies', count(DISTINCT image_study_uid) FROM image_fact
UNION ALL SELECT 'series', count(*) FROM image_fact
UNION ALL SELECT 'images', CAST(coalesce(sum(n_images), 0) AS BIGINT) FROM image_fact
UNION ALL SELECT 'frames', CAST(coalesce(sum(n_frames), 0) AS BIGINT) FROM image_fact
UNION ALL SELECT 'measurements', count(*) FROM measurement
UNION ALL SELECT 'observations', count(*) FROM observation
