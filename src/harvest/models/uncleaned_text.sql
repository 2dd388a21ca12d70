-- Texts that are no known value and may be written only cleaned.
SELECT DISTINCT coalesce(value, code_meaning) AS text
FROM value_rule
WHERE (rule IN ('text', 'none') OR rule LIKE 'code:%') AND coalesce(value, code_meaning) IS NOT NULL
UNION
SELECT DISTINCT value FROM elements WHERE path IN ('0008103E', '00080070', '00081090', '00180015') AND value IS NOT NULL
UNION
SELECT DISTINCT modality FROM modality_value WHERE modality IS NOT NULL
UNION
SELECT DISTINCT modality FROM study_description WHERE modality <> ''
UNION
SELECT DISTINCT study_description FROM study_description WHERE study_description <> ''
UNION
SELECT DISTINCT requested_procedure FROM study_description WHERE requested_procedure <> ''
UNION
SELECT DISTINCT protocol FROM study_description WHERE protocol <> ''
UNION
SELECT DISTINCT body_part FROM study_description WHERE body_part <> ''
UNION
SELECT code_meaning FROM found_code WHERE code_meaning IS NOT NULL
UNION
SELECT text FROM found_text
