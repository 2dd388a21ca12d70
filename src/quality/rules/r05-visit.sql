-- R05: The visit of an image, where it has one, is in VISIT_OCCURRENCE
-- column: IMAGE_OCCURRENCE.visit_occurrence_id
-- category: conformance, relational
-- context: validation
-- level: error
-- threshold: 0
-- numerator: rows whose visit the CDM does not have
-- denominator: rows of IMAGE_OCCURRENCE with a visit
-- reads: image_occurrence, cdm_visit_occurrence
-- message: images belong to visits that the CDM does not have
-- fix: harvest with the visits.csv of this CDM
SELECT i.image_occurrence_id AS id, concat('visit ', i.visit_occurrence_id) AS found, v.visit_occurrence_id IS NULL AS failed
FROM image_occurrence i
LEFT JOIN cdm_visit_occurrence v ON v.visit_occurrence_id = i.visit_occurrence_id
WHERE i.visit_occurrence_id IS NOT NULL
