-- registry_refused.tsv: the files that the registry does not take, and why.
SELECT image_registry_id, person_id, proc_id, group_id, datetime, refused AS code
FROM registry_row
WHERE refused IS NOT NULL
