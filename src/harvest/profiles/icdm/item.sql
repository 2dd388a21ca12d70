-- What I-CDM says of a series: the rows of MEASUREMENT whose attributes it lists, the cleaned description, the number of images (frames count as images), and
-- Positive or Negative for values that mean yes or no, and the plane.
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
UNION ALL
SELECT i.keyword, o.study_instance_uid, o.series_instance_uid, o.image_occurrence_id, i.keyword, 0,
  a.concept_id, CAST(NULL AS DOUBLE), c.concept_id, e.value, CAST(NULL AS INTEGER), CAST(NULL AS VARCHAR)
FROM list_icdm_item i
JOIN (
  SELECT series_instance_uid, tag, min(value) AS value
  FROM elements
  WHERE value IN ('YES', 'NO') AND tag IN (SELECT attribute FROM list_icdm_item WHERE source = 'yes-no')
  GROUP BY series_instance_uid, tag
  HAVING count(DISTINCT value) = 1
) e ON e.tag = i.attribute
JOIN occurrence o ON o.series_instance_uid = e.series_instance_uid
JOIN list_concept c ON c.name = CASE e.value WHEN 'YES' THEN 'icdm-positive' WHEN 'NO' THEN 'icdm-negative' END
LEFT JOIN lookup_attribute a ON a.attribute = i.attribute
WHERE i.source = 'yes-no'
UNION ALL
SELECT i.keyword, o.study_instance_uid, o.series_instance_uid, o.image_occurrence_id, i.keyword, 0,
  CAST(NULL AS INTEGER), CAST(NULL AS DOUBLE), d.value_concept_id, d.value, CAST(NULL AS INTEGER), CAST(NULL AS VARCHAR)
FROM list_icdm_item i
JOIN sure_fact d ON d.rule = i.source
JOIN occurrence o ON o.series_instance_uid = d.series_instance_uid
