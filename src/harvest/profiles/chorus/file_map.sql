-- file_map.csv: where each file of the registry lies at the site, below which of the inputs of the scan, counted from 0. Stays there.
SELECT substr(path, length(split_part(path, '/', 1)) + 2) AS source_file, CAST(split_part(path, '/', 1) AS INTEGER) AS input, src_file, image_registry_id
FROM registry_row
WHERE refused IS NULL
