-- What an object that is no image says of itself: whose it is, how far it is finished, when it was made. Copies of one SOP Instance UID count once.
SELECT
  i.sop_instance_uid, i.n_copies, i.modality, i.kind, i.sop_class_uid, i.series_instance_uid, i.study_instance_uid, i.patient_key,
  min(CASE WHEN p.issuer IS NULL OR p.issuer = i.issuer THEN p.person_id END) AS person_id,
  max(CASE WHEN e.path = '0040A491' THEN e.value END) AS completion_flag,
  max(CASE WHEN e.path = '0040A493' THEN e.value END) AS verification_flag,
  day_and_time(day_of(max(CASE WHEN e.path = '00080023' THEN e.value END)), coalesce(time_of(max(CASE WHEN e.path = '00080033' THEN e.value END)), '00:00:00'))
    AS content_datetime
FROM (
  SELECT sop_instance_uid, count(*) AS n_copies, min(modality) AS modality, min(kind) AS kind, min(sop_class_uid) AS sop_class_uid, min(series_instance_uid) AS series_instance_uid,
    min(study_instance_uid) AS study_instance_uid, min(patient_key) AS patient_key, min(coalesce(issuer, '')) AS issuer
  FROM instances
  WHERE status <> 'refused' AND kind <> 'image' AND sop_instance_uid IS NOT NULL
  GROUP BY sop_instance_uid
) i
LEFT JOIN (
  SELECT n.sop_instance_uid, e.series_instance_uid, e.path, e.value
  FROM instances n
  JOIN elements e ON e.series_instance_uid = n.series_instance_uid
  WHERE n.status <> 'refused' AND n.kind <> 'image' AND e.path IN ('0040A491', '0040A493', '00080023', '00080033')
    AND (e.sop_instance_uid IS NULL OR e.sop_instance_uid = n.sop_instance_uid)
) e ON e.sop_instance_uid = i.sop_instance_uid AND e.series_instance_uid = i.series_instance_uid
LEFT JOIN site_person p ON p.patient_id = i.patient_key
GROUP BY i.sop_instance_uid, i.n_copies, i.modality, i.kind, i.sop_class_uid, i.series_instance_uid, i.study_instance_uid, i.patient_key
