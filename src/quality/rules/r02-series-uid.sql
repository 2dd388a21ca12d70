-- R02: Every series stands in one row
-- column: IMAGE_OCCURRENCE.image_series_uid
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: series that several rows are of
-- denominator: series
-- reads: image_occurrence
-- message: several rows of IMAGE_OCCURRENCE are of one series: a study would count twice
-- fix: harvest again with one crosswalk; never put the outputs of two crosswalks into one table
SELECT min(image_occurrence_id) AS id, count(*) > 1 AS failed
FROM image_occurrence
GROUP BY image_series_uid
