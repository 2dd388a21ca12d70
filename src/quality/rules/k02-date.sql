-- K02: Series have a day
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 0.01
-- numerator: series refused for want of a day
-- denominator: series with images
-- source: R-CDM: 22 of 2.8 million studies without a date
-- reads: image_occurrence
-- message: series without any valid date are left out
-- fix: see refused.tsv, date-missing; ask the archive for Study Date
SELECT name AS found, name = 'date-missing' AS failed, n
FROM manifest_count
WHERE section = 'series'
