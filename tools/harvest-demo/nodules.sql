-- I-CDM, by annotation: series with a finding whose long axis (103339001, SCT) is 8 mm or more, in the tables of I-CDM.
SELECT DISTINCT unique_series_id
FROM imaging_annotation
WHERE annotation_source_value LIKE '103339001^%' AND value_as_number >= 8 AND unit_source_value = 'mm'
