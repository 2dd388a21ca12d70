-- V16: Coded values have a concept
-- column: MEASUREMENT.value_as_concept_id
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: values with concept 0
-- denominator: values that are terms, and codes where codes were looked up, for each attribute
-- reads: attribute_value, lookup_attribute
-- uses: looked_up_code
-- message: values of coded attributes have no concept
-- fix: see findings.tsv and unresolved_codes.tsv; add spellings to mappings/harvest, codes of the site to local-codes.csv
SELECT a.keyword AS part, v.measurement_id AS id, v.value_as_concept_id = 0 AS failed
FROM attribute_value v
JOIN lookup_attribute a ON a.attribute = v.attribute
WHERE v.value_as_concept_id IS NOT NULL AND (a.vr <> 'SQ' OR EXISTS (SELECT 1 FROM looked_up_code))
