-- K13: Annotations say something
-- column: MEASUREMENT.value_source_value of annotations
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: values without number, concept or text
-- denominator: values of reports, segmentations and other systems
-- source: I-CDM check 12
-- reads: annotation_value
-- message: annotations are empty
-- fix: look at the system that wrote them, and at features.csv
SELECT image_feature_id AS id, value_as_number IS NULL AND coalesce(value_as_concept_id, 0) = 0 AND coalesce(trim(value_source_value), '') = '' AS failed
FROM annotation_value
