-- R03: The person of every image is in PERSON
-- column: IMAGE_OCCURRENCE.person_id
-- category: conformance, relational
-- context: validation
-- level: error
-- threshold: 0
-- numerator: rows whose person the CDM does not have
-- denominator: rows of IMAGE_OCCURRENCE
-- reads: image_occurrence, cdm_person
-- message: images belong to persons that the CDM does not have
-- fix: load PERSON first, or harvest with the persons.csv of this CDM
SELECT i.image_occurrence_id AS id, concat('person ', i.person_id) AS found, p.person_id IS NULL AS failed
FROM image_occurrence i
LEFT JOIN cdm_person p ON p.person_id = i.person_id
