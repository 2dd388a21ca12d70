-- K16: Imaging procedures of the CDM have images
-- column: PROCEDURE_OCCURRENCE.procedure_occurrence_id
-- category: completeness
-- context: validation
-- level: note
-- threshold: 50
-- numerator: procedures without a row of IMAGE_OCCURRENCE
-- denominator: procedures that are Imaging or a kind of it, in the CDM, of persons with images
-- reads: image_occurrence, cdm_procedure_occurrence, cdm_imaging_concept
-- message: imaging procedures of the CDM have no images in the harvest
-- fix: harvest with --procedures, and scan the whole archive; what the archive does not keep stays without images
SELECT p.procedure_occurrence_id AS id, count(i.image_occurrence_id) = 0 AS failed
FROM cdm_procedure_occurrence p
LEFT JOIN image_occurrence i ON i.procedure_occurrence_id = p.procedure_occurrence_id
WHERE p.procedure_concept_id IN (SELECT concept_id FROM cdm_imaging_concept)
GROUP BY p.procedure_occurrence_id
