-- unknown_patients.tsv: whom the tables of the site do not name, and how many studies and series wait for that. It stays at the site.
SELECT without_controls(s.patient_key) AS patient_id, nullif(without_controls(s.issuer), '') AS issuer, o.refused AS reason,
  count(DISTINCT s.study_instance_uid) AS n_studies, count(*) AS n_series
FROM series_outcome o
JOIN series s ON s.series_instance_uid = o.series_instance_uid
WHERE o.refused IN ('person-unknown', 'birth-year-missing')
GROUP BY s.patient_key, s.issuer, o.refused
