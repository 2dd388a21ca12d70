-- One row for each data set that could be read, copies of one SOP Instance UID with their number. A data set without that UID stands for itself.
SELECT
  i.series_instance_uid, i.study_instance_uid, i.patient_key, i.issuer, i.accession_key, i.modality, i.series_number, i.sop_class_uid,
  i.n_instances, i.number_of_frames, i.acquisition_datetime, i.kind, i.status, 1 AS copy
FROM instances i
LEFT JOIN repeated_instance r ON r.sop_instance_uid = i.sop_instance_uid
WHERE i.status <> 'refused' AND r.sop_instance_uid IS NULL
UNION ALL
SELECT
  series_instance_uid, study_instance_uid, patient_key, issuer, accession_key, modality, series_number, sop_class_uid,
  n_instances, number_of_frames, acquisition_datetime, kind, status, copy
FROM instance_copy
