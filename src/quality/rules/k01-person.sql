-- K01: The patient of a series is a person of the CDM
-- column: IMAGE_OCCURRENCE.person_id
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 2
-- numerator: series refused for want of a person
-- denominator: series with images
-- reads: image_occurrence
-- message: patients of the archive are not found in persons.csv: their images are left out
-- fix: see refused.tsv, person-unknown and patient-id-missing; complete persons.csv
SELECT name AS found, name IN ('person-unknown', 'patient-id-missing', 'birth-year-missing', 'study-of-two-patients') AS failed, n
FROM manifest_count
WHERE section = 'series'
