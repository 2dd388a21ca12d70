-- I-CDM, by size: series of more than 150 images, in the tables of I-CDM.
SELECT unique_series_id
FROM imaging_series
WHERE series_source_value = 'number_of_instance' AND CAST(value_as_number AS INTEGER) > 150
