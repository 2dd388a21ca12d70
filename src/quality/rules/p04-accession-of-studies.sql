-- P04: An accession number is of one study
-- column: headers (0008,0050)
-- category: plausibility, uniqueness
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: accession numbers of several studies
-- denominator: accession numbers, of each patient
-- reads: instances
-- message: accession numbers are of several studies: an order of several examinations, or a number that was used again
-- fix: give procedures.csv by Study Instance UID
SELECT count(DISTINCT study_instance_uid) > 1 AS failed
FROM instances
WHERE accession_key IS NOT NULL AND study_instance_uid IS NOT NULL
GROUP BY patient_key, issuer, accession_key
