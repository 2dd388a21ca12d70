-- Names of algorithms and devices, which are written only cleaned.
SELECT DISTINCT value AS text
FROM report_item
WHERE role IN ('algorithm', 'maker', 'model') AND value IS NOT NULL
