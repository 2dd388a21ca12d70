-- DICOM2OMOP's question: T1-weighted volumes, by repetition, echo and inversion time; TR 1500-2500, TE < 10, TI 800-1000, or TR < 10, TE < 10, TI < 500.
-- Enhanced images write Effective Echo Time (0018,9082) and Inversion Times (0018,9079) for Echo Time (0018,0081) and Inversion Time (0018,0082).
WITH timing AS (
  SELECT f.image_occurrence_id, a.concept_code AS attribute, m.value_as_number AS ms
  FROM image_feature f
  JOIN measurement m ON m.measurement_id = f.image_feature_event_id
  JOIN concept a ON a.concept_id = m.measurement_concept_id AND a.vocabulary_id = 'DICOM'
)
SELECT DISTINCT o.image_series_uid
FROM image_occurrence o
JOIN timing tr ON tr.image_occurrence_id = o.image_occurrence_id AND tr.attribute = '00180080'
JOIN timing te ON te.image_occurrence_id = o.image_occurrence_id AND te.attribute IN ('00180081', '00189082') AND te.ms < 10
JOIN timing ti ON ti.image_occurrence_id = o.image_occurrence_id AND ti.attribute IN ('00180082', '00189079')
WHERE (tr.ms BETWEEN 1500 AND 2500 AND ti.ms BETWEEN 800 AND 1000) OR (tr.ms < 10 AND ti.ms < 500)
