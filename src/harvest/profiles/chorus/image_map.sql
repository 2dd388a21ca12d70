-- image_map.csv, for the de-identification tool of CHoRUS: accession number -> the number that replaces it. Stays at the site.
SELECT g.accession AS accession_number, i.row_id AS image_occurrence_id
FROM image_group g
JOIN row_id i ON i.table_name = 'image_group' AND i.row_key = g.group_key
WHERE g.accession IS NOT NULL
