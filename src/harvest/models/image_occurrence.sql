-- IMAGE_OCCURRENCE, one row for each series. [OHDSI ImageWG DDL 1.0]
SELECT
  o.image_occurrence_id,
  o.person_id,
  o.procedure_occurrence_id,
  o.visit_occurrence_id,
  o.anatomic_site_concept_id,
  CASE WHEN g.wadors IS NOT NULL THEN concat(g.wadors, '/studies/', study_uid.replacement,
    CASE WHEN g.wadors_level = 'series' THEN concat('/series/', series_uid.replacement) ELSE '' END)
    WHEN g.identified THEN without_controls(r.url) END AS wadors_uri,
  without_controls(f.local_path) AS local_path,
  o.day AS image_occurrence_date,
  study_uid.replacement AS image_study_uid,
  series_uid.replacement AS image_series_uid,
  o.modality_concept_id
FROM occurrence o
CROSS JOIN setting g
JOIN uid_map study_uid ON study_uid.original = o.study_instance_uid
JOIN uid_map series_uid ON series_uid.original = o.series_instance_uid
LEFT JOIN retrieve_url r ON r.series_instance_uid = o.series_instance_uid
LEFT JOIN series_folder f ON f.series_instance_uid = o.series_instance_uid
