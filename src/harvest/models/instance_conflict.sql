-- Copies of one SOP Instance UID that do not say the same: as the scan found, in what a data set is known by, or in any element of header tables that hold the
-- values of several. The first is the one that is counted. [PS3.3 C.12.1]
SELECT DISTINCT x.sop_instance_uid, x.series_instance_uid
FROM (
  SELECT i.sop_instance_uid, min(i.series_instance_uid) AS series_instance_uid
  FROM instances i
  JOIN repeated_instance r ON r.sop_instance_uid = i.sop_instance_uid
  WHERE i.status <> 'refused'
  GROUP BY i.sop_instance_uid
  HAVING count(*) > 1 AND (
    max(CASE WHEN concat(',', i.finding_codes, ',') LIKE '%,instance-conflict,%' THEN 1 ELSE 0 END) = 1
    OR count(DISTINCT coalesce(i.series_instance_uid, '')) > 1 OR count(DISTINCT coalesce(i.study_instance_uid, '')) > 1 OR count(DISTINCT coalesce(i.patient_key, '')) > 1
    OR count(DISTINCT coalesce(i.sop_class_uid, '')) > 1 OR count(DISTINCT coalesce(i.modality, '')) > 1 OR count(DISTINCT coalesce(i.accession_key, '')) > 1
    OR count(DISTINCT coalesce(i.acquisition_datetime, '')) > 1 OR count(DISTINCT coalesce(i.instance_number, -1)) > 1
    OR count(DISTINCT coalesce(i.number_of_frames, 1)) > 1 OR count(DISTINCT coalesce(i.rows, -1)) > 1 OR count(DISTINCT coalesce(i.columns, -1)) > 1
  )
  UNION ALL
  SELECT e.sop_instance_uid, e.series_instance_uid
  FROM elements e
  JOIN repeated_instance r ON r.sop_instance_uid = e.sop_instance_uid
  GROUP BY e.sop_instance_uid, e.series_instance_uid, e.path, e.private_creator, e.frame, e.value_index
  HAVING count(*) > 1
) x
JOIN series s ON s.series_instance_uid = x.series_instance_uid
