-- Each series with images is used, or refused for the first reason that applies.
SELECT
  s.series_instance_uid,
  p.person_id,
  d.day,
  d.level AS day_level,
  CASE
    WHEN s.study_instance_uid IS NULL THEN 'study-uid-missing'
    WHEN two_studies.code IS NOT NULL THEN two_studies.code
    WHEN two_patients.code IS NOT NULL THEN two_patients.code
    WHEN s.patient_key IS NULL AND p.person_id IS NULL THEN 'patient-id-missing'
    WHEN p.person_id IS NULL AND y.patient_key IS NOT NULL THEN 'birth-year-missing'
    WHEN p.person_id IS NULL THEN 'person-unknown'
    WHEN d.day IS NULL THEN 'date-missing'
    WHEN h.shift_days IS NULL THEN 'shift-missing'
  END AS refused
FROM series s
LEFT JOIN study_conflict two_studies ON two_studies.series_instance_uid = s.series_instance_uid
LEFT JOIN study_conflict two_patients ON two_patients.study_instance_uid = s.study_instance_uid
LEFT JOIN series_person p ON p.series_instance_uid = s.series_instance_uid
LEFT JOIN made_patient y ON y.patient_key = s.patient_key AND y.issuer = s.issuer AND y.year_of_birth IS NULL
LEFT JOIN series_date d ON d.series_instance_uid = s.series_instance_uid
LEFT JOIN person_shift h ON h.person_id = p.person_id
