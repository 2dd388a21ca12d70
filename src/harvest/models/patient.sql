-- Patient ID and issuer of the headers -> person_id of the site. Compared exactly; the issuer where persons.csv has that column.
SELECT p.patient_key, p.issuer, min(CASE WHEN s.issuer IS NULL OR s.issuer = p.issuer THEN s.person_id END) AS person_id
FROM (SELECT DISTINCT patient_key, issuer FROM series WHERE patient_key IS NOT NULL) p
LEFT JOIN site_person s ON s.patient_id = p.patient_key
GROUP BY p.patient_key, p.issuer
