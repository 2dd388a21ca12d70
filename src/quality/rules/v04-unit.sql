-- V04: Units are concepts of domain Unit
-- column: MEASUREMENT.unit_concept_id
-- category: conformance, value
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose unit is another concept
-- denominator: rows of MEASUREMENT with a unit
-- reads: measurement, known_concept
-- message: units are given by concepts that are no units
-- fix: look the unit up in the release (standard/units.tsv) and in mappings/harvest/concepts.tsv
SELECT m.measurement_id AS id, concat('concept ', m.unit_concept_id) AS found, coalesce(c.domain_id <> 'Unit', TRUE) AS failed
FROM measurement m
LEFT JOIN known_concept c ON c.concept_id = m.unit_concept_id
WHERE m.unit_concept_id IS NOT NULL AND m.unit_concept_id <> 0
