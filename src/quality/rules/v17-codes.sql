-- V17: Codes of SNOMED and LOINC resolve
-- column: headers, code sequences
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: distinct codes without a concept
-- denominator: distinct codes of SNOMED and LOINC
-- reads: code_concept
-- message: codes of public terminologies find no concept
-- fix: harvest with --athena; see unresolved_codes.tsv
SELECT CASE WHEN code_scheme = 'LN' THEN 'LOINC' ELSE 'SNOMED' END AS part, concept_id AS id, standard_concept_id IS NULL AND concept_id IS NULL AS failed
FROM code_concept
WHERE code_scheme IN ('SCT', 'SRT', 'SNM3', '99SDM', 'LN')
