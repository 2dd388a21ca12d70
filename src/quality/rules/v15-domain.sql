-- V15: What is measured is a concept of domain Measurement
-- column: MEASUREMENT.measurement_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: rows whose concept is of another domain
-- denominator: rows of MEASUREMENT with a concept, but for names in reports that reach no standard concept: codes of DICOM, which are of the domain of values
--   whatever they are used for
-- reads: measurement, known_concept
-- message: rows of MEASUREMENT are of concepts that belong into another table
-- fix: look the concept up with dicom-omop inspect
SELECT m.measurement_id AS id, concat('concept ', m.measurement_concept_id, ', ', coalesce(c.domain_id, 'unknown')) AS found,
  coalesce(c.domain_id <> 'Measurement', TRUE) AS failed
FROM measurement m
LEFT JOIN known_concept c ON c.concept_id = m.measurement_concept_id
WHERE m.measurement_concept_id <> 0
  AND NOT (m.measurement_concept_id = m.measurement_source_concept_id AND c.domain_id = 'Meas Value' AND c.standard_concept IS NULL)
