-- V15: What is measured is a concept of domain Measurement
-- column: MEASUREMENT.measurement_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: rows whose concept is of another domain
-- denominator: rows of MEASUREMENT with a concept
-- reads: measurement, known_concept
-- message: rows of MEASUREMENT are of concepts that belong into another table
-- fix: look the concept up with dicom-omop inspect; codes of reports that have no standard concept are of domain Meas Value: build the release with an Athena
--   download, or harvest with --strict
SELECT m.measurement_id AS id, concat('concept ', m.measurement_concept_id, ', ', coalesce(c.domain_id, 'unknown')) AS found,
  coalesce(c.domain_id <> 'Measurement', TRUE) AS failed
FROM measurement m
LEFT JOIN known_concept c ON c.concept_id = m.measurement_concept_id
WHERE m.measurement_concept_id <> 0
