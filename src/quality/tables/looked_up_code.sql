-- The codes of SNOMED and LOINC in the headers that were looked up in a vocabulary, found or not.
-- reads: code_concept
-- empty: not judged: of the codes of SNOMED and LOINC in the headers, if there are any, none was looked up; build the release with --athena
SELECT code_scheme, code_value, concept_id, standard_concept_id
FROM code_concept
WHERE code_scheme IN ('SCT', 'SRT', 'SNM3', '99SDM', 'LN') AND status <> 'not looked up'
