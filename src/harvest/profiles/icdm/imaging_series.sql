-- imaging_series, one row for each item of a series. series_concept_id is the DICOM concept of the attribute. [I-CDM]
SELECT
  r.row_id AS imaging_series_id,
  o.person_id,
  f.row_id AS filepath_id,
  study_uid.replacement AS imaging_study_id,
  series_uid.replacement AS unique_series_id,
  i.series_concept_id,
  i.keyword AS series_source_value,
  CASE
    WHEN i.value_as_number = floor(i.value_as_number) AND abs(i.value_as_number) < 1000000000000000 THEN CAST(CAST(i.value_as_number AS BIGINT) AS VARCHAR)
    ELSE CAST(i.value_as_number AS VARCHAR)
  END AS value_as_number,
  i.value_as_concept_id,
  i.value_source_value,
  i.unit_concept_id,
  i.unit_source_value
FROM item i
JOIN row_id r ON r.table_name = 'imaging_series' AND r.series_instance_uid = i.series_instance_uid AND r.row_key = i.row_key
JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
JOIN uid_map study_uid ON study_uid.original = i.study_instance_uid
JOIN uid_map series_uid ON series_uid.original = i.series_instance_uid
LEFT JOIN row_id f ON f.table_name = 'filepath' AND f.series_instance_uid = i.series_instance_uid
