SELECT modality, CAST(year AS VARCHAR) AS year, count(*) AS n, count(DISTINCT person_id) AS n_persons, CAST(sum(n_images) AS BIGINT) AS n_images
FROM image_fact
GROUP BY modality, year
ORDER BY modality, year
