-- filepath, one row for the folder of each series and one for that of each study, which names no series. [I-CDM]
SELECT
  r.row_id AS filepath_id,
  CAST(NULL AS INTEGER) AS filepath_type_concept_id,
  p.replacement AS filepath,
  regexp_replace(p.replacement, '^.*/', '') AS file_name,
  CASE WHEN f.is_dcm = 1 THEN 'dcm' END AS file_extension,
  CAST(f.n_bytes AS VARCHAR) AS file_size,
  c.concept_id AS unit_concept_id,
  'byte' AS unit_source_value,
  u.replacement AS ext_seriesuid
FROM folder f
JOIN row_id r ON r.table_name = 'filepath' AND r.study_instance_uid = f.study_instance_uid AND r.series_instance_uid = f.series_instance_uid
JOIN folder_map p ON p.original = f.folder
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'icdm-byte') c
LEFT JOIN uid_map u ON u.original = f.series_instance_uid
