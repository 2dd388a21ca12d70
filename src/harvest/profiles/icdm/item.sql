-- What I-CDM says of a series: the rows of MEASUREMENT whose attributes it lists, the cleaned description, the number of images (frames count as images).
SELECT i.keyword, o.study_instance_uid, o.series_instance_uid, o.image_occurrence_id, concat(i.keyword, ' ', m.measurement_id) AS row_key, m.measurement_id AS place,
  p.attribute_concept_id AS series_concept_id, m.value_as_number, m.value_as_concept_id, m.value_source_value, m.unit_concept_id, m.unit_source_value
FROM list_icdm_item i
JOIN feature_path p ON p.tag = i.attribute
JOIN feature_id f ON f.path_id = p.path_id
JOIN measurement m ON m.measurement_id = f.measurement_id
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
WHERE i.source = 'feature'
UNION ALL
SELECT i.keyword, o.study_instance_uid, o.series_instance_uid, o.image_occurrence_id, i.keyword, 0,
  a.concept_id, CAST(NULL AS DOUBLE), CAST(NULL AS INTEGER), t.text, CAST(NULL AS INTEGER), CAST(NULL AS VARCHAR)
FROM list_icdm_item i
JOIN source_text t ON t.path = i.attribute
JOIN occurrence o ON o.series_instance_uid = t.series_instance_uid
LEFT JOIN lookup_attribute a ON a.attribute = i.attribute
WHERE i.source = 'text' AND t.text IS NOT NULL
UNION ALL
SELECT i.keyword, o.study_instance_uid, o.series_instance_uid, o.image_occurrence_id, i.keyword, 0,
  a.concept_id, CAST(s.n_frames AS DOUBLE), CAST(NULL AS INTEGER), CAST(s.n_frames AS VARCHAR), CAST(NULL AS INTEGER), CAST(NULL AS VARCHAR)
FROM list_icdm_item i
CROSS JOIN occurrence o
JOIN series s ON s.series_instance_uid = o.series_instance_uid
LEFT JOIN lookup_attribute a ON a.attribute = i.attribute
WHERE i.source = 'count'
