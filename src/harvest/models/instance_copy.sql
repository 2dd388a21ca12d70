-- Data sets of a SOP Instance UID that others have too. `copy` counts them in the order of the inputs: only the first is counted. Copies that the scan found to say
-- something else than the first come last. [PS3.3 C.12.1]
SELECT
  i.sop_instance_uid, i.series_instance_uid, i.study_instance_uid, i.patient_key, i.issuer, i.accession_key, i.modality, i.series_number, i.sop_class_uid,
  i.n_instances, i.number_of_frames, i.acquisition_datetime, i.kind, i.status,
  row_number() OVER (PARTITION BY i.sop_instance_uid
    ORDER BY CASE WHEN concat(',', i.finding_codes, ',') LIKE '%,instance-conflict,%' THEN 1 ELSE 0 END, i.root, i.source_id, i.member NULLS LAST) AS copy
FROM instances i
JOIN repeated_instance r ON r.sop_instance_uid = i.sop_instance_uid
WHERE i.status <> 'refused'
