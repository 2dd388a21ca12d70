-- personal_map.csv, for the de-identification tool of CHoRUS: patient -> person and shift. Stays at the site; harvest map reads it as persons and as shifts.
SELECT p.patient_key AS patient_id, p.issuer, p.person_id, h.shift_days
FROM patient p
JOIN person_shift h ON h.person_id = p.person_id
WHERE p.person_id IN (SELECT person_id FROM occurrence)
