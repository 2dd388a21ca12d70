-- K05: The maker of the equipment is known
-- column: image_occurrence_source.manufacturer
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series without a maker
-- denominator: series
-- source: I-CDM
-- reads: image_occurrence_source
-- message: the maker of the equipment is not told
-- fix: look at the export: a de-identification may have removed Manufacturer (0008,0070)
SELECT image_occurrence_id AS id, manufacturer IS NULL AS failed
FROM image_occurrence_source
