-- K12: Lengths, volumes and surfaces that were measured are numbers
-- column: MEASUREMENT.value_as_number of annotations
-- category: completeness
-- context: verification
-- level: error
-- threshold: 0
-- numerator: values without a number
-- denominator: values of annotations that are a long axis, a volume or a surface, for each
-- source: I-CDM checks 10, 11 and 13
-- reads: annotation_value
-- message: measured lengths, volumes or surfaces have no number
-- fix: look at the system that measured them, and at features.csv
SELECT c.what AS part, a.image_feature_id AS id, a.value_as_number IS NULL AS failed
FROM annotation_value a
JOIN list_annotation_concept c
  ON c.what IN ('long-axis', 'volume', 'surface')
  AND (a.concept_id = c.concept_id OR a.source_value = c.code OR a.source_value LIKE concat(c.code, '^%'))
GROUP BY c.what, a.image_feature_id, a.value_as_number
