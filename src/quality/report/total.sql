SELECT 1 AS place, 'persons' AS what, count(DISTINCT person_id) AS n FROM image_fact
UNION ALL SELECT 2, 'studies', count(DISTINCT image_study_uid) FROM image_fact
UNION ALL SELECT 3, 'series', count(*) FROM image_fact
UNION ALL SELECT 4, 'images', CAST(coalesce(sum(n_images), 0) AS BIGINT) FROM image_fact
UNION ALL SELECT 5, 'frames', CAST(coalesce(sum(n_frames), 0) AS BIGINT) FROM image_fact
UNION ALL SELECT 6, 'measurements', count(*) FROM measurement
UNION ALL SELECT 7, 'observations', count(*) FROM observation
ORDER BY place
