-- V02: The site of an image is a standard concept in domain Spec Anatomic Site
-- column: IMAGE_OCCURRENCE.anatomic_site_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 10
-- numerator: rows with another concept
-- denominator: rows of IMAGE_OCCURRENCE with a site
-- reads: image_occurrence, known_concept
-- message: sites are given by concepts that are not standard or of another domain
-- fix: build the release with an Athena download
SELECT i.image_occurrence_id AS id, concat('concept ', i.anatomic_site_concept_id) AS found,
  coalesce(c.standard_concept <> 'S' OR c.domain_id <> 'Spec Anatomic Site', TRUE) AS failed
FROM image_occurrence i
LEFT JOIN known_concept c ON c.concept_id = i.anatomic_site_concept_id
WHERE i.anatomic_site_concept_id IS NOT NULL AND i.anatomic_site_concept_id <> 0
