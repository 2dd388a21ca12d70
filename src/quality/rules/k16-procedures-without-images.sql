-- K16: Imaging procedures of the CDM have images
-- column: PROCEDURE_OCCURRENCE.procedure_occurrence_id
-- category: completeness
-- context: validation
-- level: note
-- threshold: 50
-- numerator: procedures without a row of IMAGE_OCCURRENCE
-- denominator: procedures of the CDM that are Imaging or a kind of it
-- reads: image_occurrence, cdm_procedure_occurrence, cdm_concept_ancestor
-- message: imaging procedures of the CDM have no images in the harvest
-- fix: harvest with --procedures, and scan the whole archive; what the archive does not keep stays without images
SELECT p.procedure_occurrence_id AS id, count(i.image_occurrence_id) = 0 AS failed
FROM cdm_procedure_occurrence p
JOIN list_concept g ON g.name = 'imaging'
LEFT JOIN cdm_concept_ancestor a ON a.ancestor_concept_id = g.concept_id AND a.descendant_concept_id = p.procedure_concept_id
LEFT JOIN image_occurrence i ON i.procedure_occurrence_id = p.procedure_occurrence_id
WHERE a.descendant_concept_id IS NOT NULL OR p.procedure_concept_id = g.concept_id
GROUP BY p.procedure_occurrence_id
