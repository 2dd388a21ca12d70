-- Coding Scheme Designators that the standard does not know and whose objects say by UID which scheme is meant. [PS3.3 C.12.1.1.1, Coding Scheme
-- Identification Sequence (0008,0110)] None where objects disagree, or where several designators share the UID.
SELECT d.value AS designator, min(s.designator) AS meant
FROM elements d
JOIN elements u
  ON u.series_instance_uid = d.series_instance_uid AND u.tag = '0008010C'
  AND u.path = replace(d.path, '>00080102', '>0008010C') AND coalesce(u.sop_instance_uid, d.sop_instance_uid, '') = coalesce(d.sop_instance_uid, u.sop_instance_uid, '')
JOIN lookup_scheme s ON s.uid = u.value
LEFT JOIN lookup_scheme known ON known.designator = d.value
WHERE d.tag = '00080102' AND d.path LIKE '00080110%' AND known.designator IS NULL
GROUP BY d.value
HAVING count(DISTINCT s.designator) = 1
