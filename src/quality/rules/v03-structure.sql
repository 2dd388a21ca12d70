-- V03: The site of an image is a structure, not an entire part
-- column: IMAGE_OCCURRENCE.anatomic_site_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: rows whose site is named Entire ...
-- denominator: rows of IMAGE_OCCURRENCE whose site the vocabulary names
-- source: ImageWG, anatomic site
-- reads: image_occurrence, foreign_concept
-- message: sites are entire parts: queries for the structure do not find them
-- fix: map the code or the body part to the structure of the same name
SELECT i.image_occurrence_id AS id, c.concept_name AS found, c.concept_name LIKE 'Entire %' AS failed
FROM image_occurrence i
JOIN foreign_concept c ON c.concept_id = i.anatomic_site_concept_id
