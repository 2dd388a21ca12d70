-- V05: Values of numeric attributes are numbers
-- column: MEASUREMENT.value_as_number
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: values that are no number
-- denominator: values of attributes that hold numbers, for each attribute
-- source: I-CDM checks 4, 5 and 7
-- reads: attribute_value, lookup_attribute
-- message: values of numeric attributes cannot be read as numbers
-- fix: see findings.tsv, ds-invalid and is-invalid; the text stands in value_source_value
SELECT a.keyword AS part, v.measurement_id AS id, v.value_as_number IS NULL AS failed
FROM attribute_value v
JOIN lookup_attribute a ON a.attribute = v.attribute
LEFT JOIN list_multi_valued w ON w.attribute = v.attribute AND w.rule = 'whole'
WHERE a.vr IN ('DS', 'IS', 'FL', 'FD', 'US', 'SS', 'UL', 'SL', 'SV', 'UV') AND a.cdm_column NOT LIKE '%value_as_concept_id' AND w.attribute IS NULL
