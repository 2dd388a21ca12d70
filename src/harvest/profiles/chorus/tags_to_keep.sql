-- tags_to_keep.tsv: the attributes that CHoRUS keeps, with the number of series that have a value.
SELECT t.attribute, t.keyword, t.section, t.metadata, count(DISTINCT o.series_instance_uid) AS n_series
FROM list_chorus_tag t
LEFT JOIN (SELECT DISTINCT tag, series_instance_uid FROM elements WHERE value IS NOT NULL OR code_value IS NOT NULL) e ON e.tag = t.attribute
LEFT JOIN occurrence o ON o.series_instance_uid = e.series_instance_uid
GROUP BY t.attribute, t.keyword, t.section, t.metadata
