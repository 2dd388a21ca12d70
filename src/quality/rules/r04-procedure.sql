-- R04: The procedure of every image is in PROCEDURE_OCCURRENCE
-- column: IMAGE_OCCURRENCE.procedure_occurrence_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose procedure is neither of the harvest nor of the CDM
-- denominator: rows of IMAGE_OCCURRENCE; without the CDM, those of studies that the harvest made the procedure for
-- reads: image_occurrence, procedure_occurrence
-- uses: cdm_procedure_occurrence, occurrence
-- message: images belong to procedures that do not exist
-- fix: load PROCEDURE_OCCURRENCE.csv with the images; look for the id in the procedures.csv of the site
SELECT i.image_occurrence_id AS id, concat('procedure ', i.procedure_occurrence_id) AS found,
  i.procedure_occurrence_id IS NULL OR (p.procedure_occurrence_id IS NULL AND c.procedure_occurrence_id IS NULL) AS failed
FROM image_occurrence i
CROSS JOIN check_setting g
LEFT JOIN procedure_occurrence p ON p.procedure_occurrence_id = i.procedure_occurrence_id
LEFT JOIN cdm_procedure_occurrence c ON c.procedure_occurrence_id = i.procedure_occurrence_id
LEFT JOIN occurrence o ON o.image_occurrence_id = i.image_occurrence_id
WHERE i.procedure_occurrence_id IS NULL OR p.procedure_occurrence_id IS NOT NULL OR g.has_procedures OR NOT o.procedure_is_known
