-- K18: Images belong to a visit
-- column: IMAGE_OCCURRENCE.visit_occurrence_id
-- category: completeness
-- context: verification
-- level: note
-- threshold: 50
-- numerator: rows without a visit
-- denominator: rows of IMAGE_OCCURRENCE
-- reads: image_occurrence
-- message: images belong to no visit
-- fix: harvest with --visits of the CDM
SELECT image_occurrence_id AS id, visit_occurrence_id IS NULL AS failed
FROM image_occurrence
