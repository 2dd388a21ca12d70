-- One row for each series with at least one image: what its instances agree on, and how many there are. Frames count as images. The issuer of its Patient ID
-- may be stated in other series of the study alone.
SELECT
  i.series_instance_uid,
  min(i.study_instance_uid) AS study_instance_uid,
  min(i.patient_key) AS patient_key,
  coalesce(min(i.issuer), min(k.issuer), '') AS issuer,
  min(accession_key) AS accession,
  min(series_number) AS series_number,
  CAST(sum(n_instances) AS INTEGER) AS n_instances,
  CAST(sum(n_instances * coalesce(number_of_frames, 1)) AS BIGINT) AS n_frames,
  count(DISTINCT sop_class_uid) AS n_sop_classes,
  min(sop_class_uid) AS sop_class_uid,
  min(acquisition_datetime) AS first_acquisition,
  max(acquisition_datetime) AS last_acquisition,
  CASE WHEN max(CASE WHEN status = 'recovered' THEN 1 ELSE 0 END) = 1 THEN 'recovered' ELSE 'ok' END AS status
FROM instance i
LEFT JOIN (
  SELECT study_instance_uid, patient_key, min(issuer) AS issuer FROM instance WHERE issuer IS NOT NULL GROUP BY study_instance_uid, patient_key
) k ON k.study_instance_uid = i.study_instance_uid AND k.patient_key = i.patient_key
WHERE i.copy = 1 AND i.kind = 'image' AND i.series_instance_uid IS NOT NULL
GROUP BY i.series_instance_uid
