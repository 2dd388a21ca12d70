-- Persons found through Other Patient IDs Sequence (0010,1002), where Patient ID names nobody; only with an equal issuer.
SELECT i.series_instance_uid, min(s.person_id) AS person_id
FROM elements i
JOIN elements u
  ON u.series_instance_uid = i.series_instance_uid
  AND u.tag = '00100021'
  AND u.path = replace(i.path, '>00100020', '>00100021')
JOIN site_person s ON s.patient_id = i.value AND s.issuer = u.value
WHERE i.tag = '00100020' AND i.path LIKE '00101002%>00100020'
GROUP BY i.series_instance_uid
HAVING count(DISTINCT s.person_id) = 1
