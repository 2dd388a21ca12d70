-- image_metadata.tsv: what the kept attributes of a series say, de-identified, so that images can be asked for without opening them.
SELECT DISTINCT o.person_id, g.row_id AS group_id, u.replacement AS image_series_uid, p.tag AS attribute, t.keyword,
  m.value_as_number, m.value_source_value, m.unit_source_value
FROM list_chorus_tag t
JOIN feature_path p ON p.tag = t.attribute
JOIN feature_id f ON f.path_id = p.path_id
JOIN measurement m ON m.measurement_id = f.measurement_id
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
JOIN study s ON s.study_instance_uid = o.study_instance_uid
JOIN row_id g ON g.table_name = 'image_group' AND g.row_key = coalesce(s.accession, s.study_instance_uid)
JOIN uid_map u ON u.original = o.series_instance_uid
