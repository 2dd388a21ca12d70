-- What reports, segmentations, quantities, key objects, rules and features.csv say of series, beside plain header elements, in one form: each either stands on a
-- series, or waits for the reason that is told. feature_concept_id: of IMAGE_FEATURE, where that is another than what is measured or observed.
SELECT f.*,
  o.person_id,
  add_days_to_time(f.said_at, h.shift_days) AS alg_datetime,
  b.completion_flag, b.verification_flag,
  CASE
    WHEN o.image_occurrence_id IS NULL AND r.refused IS NOT NULL THEN 'series-refused'
    WHEN o.image_occurrence_id IS NULL THEN 'series-not-harvested'
    WHEN b.patient_key <> s.patient_key AND coalesce(b.person_id, -1) <> o.person_id THEN 'person-differs'
  END AS waits_for
FROM (
  SELECT *, concept_id AS feature_concept_id FROM report_feature
  UNION ALL
  SELECT * FROM segment_feature
  UNION ALL
  SELECT *, concept_id FROM derived_feature
  UNION ALL
  SELECT *, concept_id FROM external_feature
  UNION ALL
  SELECT * FROM quantity_feature
  UNION ALL
  SELECT * FROM key_feature
) f
LEFT JOIN object_state b ON b.sop_instance_uid = f.object_uid
LEFT JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
LEFT JOIN person_shift h ON h.person_id = o.person_id
LEFT JOIN series s ON s.series_instance_uid = o.series_instance_uid
LEFT JOIN series_outcome r ON r.series_instance_uid = f.series_instance_uid
