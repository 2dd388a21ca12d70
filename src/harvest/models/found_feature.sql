-- What reports, segmentations, quantities, key objects, rules and features.csv say of series, beside plain header elements, in one form: each either stands on a
-- series, or waits for the reason that is told. known_key: value_key, told apart where the same is said of the same place more than
-- once. feature_concept_id: of IMAGE_FEATURE, where that is another than what is measured or observed.
SELECT f.*,
  concat(f.value_key, CASE WHEN f.repetition > 1 THEN concat(' #', f.repetition) ELSE '' END) AS known_key,
  o.person_id,
  add_days_to_time(f.said_at, h.shift_days) AS alg_datetime,
  b.completion_flag, b.verification_flag,
  CASE
    WHEN o.image_occurrence_id IS NULL AND r.refused IS NOT NULL THEN 'series-refused'
    WHEN o.image_occurrence_id IS NULL THEN 'series-not-harvested'
    WHEN b.patient_key <> s.patient_key AND coalesce(b.person_id, -1) <> o.person_id THEN 'person-differs'
  END AS waits_for
FROM (
  SELECT each.*,
    row_number() OVER (PARTITION BY image_occurrence_id, source, object_uid, place, value_key, event
      ORDER BY coalesce(finding_key, ''), coalesce(site_concept_id, 0), coalesce(finding_concept_id, 0), coalesce(alg_system, ''), said_at NULLS FIRST,
        concept_id, coalesce(value_as_number, 0), coalesce(value_as_concept_id, 0), coalesce(unit_concept_id, 0), coalesce(value_source_value, '')) AS repetition
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
  ) each
) f
LEFT JOIN object_state b ON b.sop_instance_uid = f.object_uid
LEFT JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
LEFT JOIN person_shift h ON h.person_id = o.person_id
LEFT JOIN series s ON s.series_instance_uid = o.series_instance_uid
LEFT JOIN series_outcome r ON r.series_instance_uid = f.series_instance_uid
