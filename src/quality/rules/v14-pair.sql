-- V14: What is positive or negative is nothing else
-- column: MEASUREMENT.value_as_concept_id of annotations
-- category: conformance, value
-- context: verification
-- level: error
-- threshold: 0
-- numerator: values with another concept
-- denominator: values of annotations that are a pair (BB/NonBB)
-- source: I-CDM check 9
-- reads: annotation_value
-- message: values of a closed pair are neither positive nor negative
-- fix: look at features.csv; the concepts are in mappings/harvest/annotation-concepts.tsv
SELECT a.image_feature_id AS id, concat('concept ', coalesce(a.value_as_concept_id, 0)) AS found,
  coalesce(a.value_as_concept_id, 0) NOT IN (SELECT concept_id FROM list_annotation_concept WHERE what IN ('positive', 'negative')) AS failed
FROM annotation_value a
WHERE EXISTS (
  SELECT 1 FROM list_annotation_concept c
  WHERE c.what = 'pair' AND (a.concept_id = c.concept_id OR a.source_value = c.code OR a.source_value LIKE concat(c.code, '^%'))
)
