-- The person of each series: by Patient ID, else by another id; 0 for unknown patients only where the site asks for it.
SELECT
  s.series_instance_uid,
  coalesce(p.person_id, o.person_id, CASE WHEN g.unmatched = 'zero' THEN 0 END) AS person_id
FROM series s
CROSS JOIN setting g
LEFT JOIN patient p ON p.patient_key = s.patient_key AND p.issuer = s.issuer
LEFT JOIN other_patient o ON o.series_instance_uid = s.series_instance_uid
