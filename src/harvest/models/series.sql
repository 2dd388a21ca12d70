-- One row for each series with at least one image: what its instances agree on, and how many there are. Frames count as images.
SELECT
  series_instance_uid,
  min(study_instance_uid) AS study_instance_uid,
  min(patient_key) AS patient_key,
  coalesce(min(issuer), '') AS issuer,
  min(accession_key) AS accession,
  min(series_number) AS series_number,
  CAST(sum(n_instances) AS INTEGER) AS n_instances,
  CAST(sum(n_instances * coalesce(number_of_frames, 1)) AS BIGINT) AS n_frames,
  count(DISTINCT sop_class_uid) AS n_sop_classes,
  min(sop_class_uid) AS sop_class_uid,
  min(acquisition_datetime) AS first_acquisition,
  max(acquisition_datetime) AS last_acquisition,
  CASE WHEN max(CASE WHEN status = 'recovered' THEN 1 ELSE 0 END) = 1 THEN 'recovered' ELSE 'ok' END AS status
FROM instance
WHERE copy = 1 AND kind = 'image' AND series_instance_uid IS NOT NULL
GROUP BY series_instance_uid
