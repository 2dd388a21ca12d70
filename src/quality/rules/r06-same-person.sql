-- R06: Procedure and visit of an image are of the person of the image
-- column: IMAGE_OCCURRENCE.person_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose procedure or visit is another person's
-- denominator: links of rows of IMAGE_OCCURRENCE to a procedure or visit that can be looked up
-- reads: image_occurrence, procedure_occurrence
-- uses: cdm_procedure_occurrence, cdm_visit_occurrence
-- message: an image is linked to the procedure or the visit of another person
-- fix: look at the accession numbers in procedures.csv and visits.csv: one of them names two persons
SELECT i.image_occurrence_id AS id, l.part, concat('person ', l.person_id) AS found, coalesce(l.person_id <> i.person_id, TRUE) AS failed
FROM image_occurrence i
JOIN (
  SELECT 'procedure' AS part, procedure_occurrence_id AS linked, person_id FROM procedure_occurrence
  UNION ALL
  SELECT 'procedure', procedure_occurrence_id, person_id FROM cdm_procedure_occurrence
  UNION ALL
  SELECT 'visit', visit_occurrence_id, person_id FROM cdm_visit_occurrence
) l ON l.linked = CASE WHEN l.part = 'visit' THEN i.visit_occurrence_id ELSE i.procedure_occurrence_id END
