-- What the registry says of each file, and why it may not: a visit is asked for unless the site says otherwise. Files are named as CHoRUS wants them,
-- person/Images/modality/accession/series/number.dcm, all replaced; numbers that are missing or occur twice are made one of a kind.
SELECT
  i.row_id AS image_registry_id,
  u.replacement AS file_id,
  o.procedure_occurrence_id AS proc_id,
  o.person_id,
  g.row_id AS group_id,
  o.visit_occurrence_id AS visit_id,
  coalesce(add_days_to_time(datetime_of(f.acquisition_datetime), h.shift_days), o.datetime, CAST(o.day AS TIMESTAMP)) AS datetime,
  concat(o.person_id, '/Images/', coalesce(o.modality, 'OT'), '/', g.row_id, '/', s.replacement, '/',
    CASE WHEN length(f.number) < 3 THEN lpad(f.number, 3, '0') ELSE f.number END,
    CASE WHEN f.n_same > 1 THEN concat('_', i.row_id) ELSE '' END, '.dcm') AS src_file,
  f.path,
  f.series_instance_uid,
  CASE WHEN datetime_of(f.acquisition_datetime) IS NULL AND o.datetime IS NULL THEN 1 ELSE 0 END AS is_midnight,
  CASE WHEN o.visit_occurrence_id IS NULL AND NOT v.visit_nullable THEN 'visit-missing' END AS refused
FROM (
  SELECT f.*, coalesce(CAST(f.instance_number AS VARCHAR), '0') AS number,
    count(*) OVER (PARTITION BY f.series_instance_uid, coalesce(f.instance_number, 0)) AS n_same
  FROM image_file f
) f
JOIN occurrence o ON o.series_instance_uid = f.series_instance_uid
JOIN study t ON t.study_instance_uid = f.study_instance_uid
JOIN person_shift h ON h.person_id = o.person_id
JOIN row_id i ON i.table_name = 'image_registry' AND i.series_instance_uid = f.series_instance_uid AND i.row_key = f.sop_instance_uid
JOIN row_id g ON g.table_name = 'image_group' AND g.row_key = coalesce(t.accession, t.study_instance_uid)
JOIN instance_uid_map u ON u.original = f.sop_instance_uid
JOIN uid_map s ON s.original = f.series_instance_uid
CROSS JOIN setting v
