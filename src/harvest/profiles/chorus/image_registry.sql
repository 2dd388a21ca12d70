-- image_registry: one row for each file that may be in it; trg_file is filled centrally. [CHoRUS Imaging SOP 2.0]
SELECT image_registry_id, file_id, proc_id, person_id, group_id, visit_id, datetime, src_file, CAST(NULL AS VARCHAR) AS trg_file
FROM registry_row
WHERE refused IS NULL
