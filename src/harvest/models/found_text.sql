-- Names of algorithms and devices, which are written only cleaned.
SELECT value AS text
FROM report_item
WHERE role IN ('algorithm', 'maker', 'model') AND value IS NOT NULL
UNION
SELECT algorithm_name
FROM segments
WHERE algorithm_name IS NOT NULL
UNION
SELECT alg_system
FROM site_feature
WHERE alg_system IS NOT NULL
