-- PROCEDURE_OCCURRENCE: one new row for each study whose procedure the site does not know. Laterality is a feature, no modifier. [CDM v5.4]
SELECT
  t.procedure_occurrence_id,
  t.person_id,
  c.procedure_concept_id,
  add_days(s.day, h.shift_days) AS procedure_date,
  add_days_to_time(day_and_time(s.day, m.clock), h.shift_days) AS procedure_datetime,
  CAST(NULL AS DATE) AS procedure_end_date,
  CAST(NULL AS TIMESTAMP) AS procedure_end_datetime,
  type.concept_id AS procedure_type_concept_id,
  CAST(NULL AS INTEGER) AS modifier_concept_id,
  1 AS quantity,
  CAST(NULL AS INTEGER) AS provider_id,
  v.visit_occurrence_id,
  CAST(NULL AS INTEGER) AS visit_detail_id,
  CASE WHEN g.identified THEN substr(coalesce(s.accession, CAST(t.study_key AS VARCHAR)), 1, 50) ELSE CAST(t.study_key AS VARCHAR) END
    AS procedure_source_value,
  c.procedure_source_concept_id,
  CAST(NULL AS VARCHAR) AS modifier_source_value
FROM study_id t
JOIN study s ON s.study_instance_uid = t.study_instance_uid
JOIN procedure_choice c ON c.study_instance_uid = t.study_instance_uid
JOIN person_shift h ON h.person_id = t.person_id
CROSS JOIN setting g
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'ehr') type
LEFT JOIN study_time m ON m.study_instance_uid = t.study_instance_uid
LEFT JOIN visit_link v ON v.study_instance_uid = t.study_instance_uid
LEFT JOIN procedure_link p ON p.study_instance_uid = t.study_instance_uid
WHERE p.procedure_occurrence_id IS NULL
