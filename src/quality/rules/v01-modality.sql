-- V01: The modality of an image is a standard concept in domain Procedure
-- column: IMAGE_OCCURRENCE.modality_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: rows with another concept, or none
-- denominator: rows of IMAGE_OCCURRENCE
-- reads: image_occurrence, known_concept
-- message: modalities are given by concepts that tools of OHDSI do not find: not standard, or of another domain
-- fix: build the release with an Athena download; see findings.tsv, modality-without-standard and modality-unknown
SELECT i.image_occurrence_id AS id, concat('concept ', i.modality_concept_id) AS found,
  coalesce(c.standard_concept <> 'S' OR c.domain_id <> 'Procedure', TRUE) AS failed
FROM image_occurrence i
LEFT JOIN known_concept c ON c.concept_id = i.modality_concept_id
