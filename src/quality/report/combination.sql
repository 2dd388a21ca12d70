SELECT modality, site, plane, contrast, weighting, count(*) AS n, count(DISTINCT person_id) AS n_persons
FROM image_fact
GROUP BY modality, site, plane, contrast, weighting
ORDER BY n DESC, modality, site, plane, contrast, weighting
