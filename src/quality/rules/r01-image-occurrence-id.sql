-- R01: Every image_occurrence_id is given once
-- column: IMAGE_OCCURRENCE.image_occurrence_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: ids that several rows have
-- denominator: ids of IMAGE_OCCURRENCE
-- reads: image_occurrence
-- message: rows of IMAGE_OCCURRENCE share an id
-- fix: harvest again; never put the outputs of two crosswalks into one table
SELECT image_occurrence_id AS id, count(*) > 1 AS failed
FROM image_occurrence
GROUP BY image_occurrence_id
