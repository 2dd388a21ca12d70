-- V17: Codes of SNOMED and LOINC resolve
-- column: headers, code sequences
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: distinct codes without a concept
-- denominator: distinct codes of SNOMED and LOINC that were looked up
-- reads: looked_up_code
-- message: codes of public terminologies find no concept
-- fix: harvest with --athena; see unresolved_codes.tsv
SELECT CASE WHEN code_scheme = 'LN' THEN 'LOINC' ELSE 'SNOMED' END AS part, concept_id AS id, standard_concept_id IS NULL AND concept_id IS NULL AS failed
FROM looked_up_code
