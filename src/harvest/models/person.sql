-- PERSON, with --make-persons: one row for each patient whom the site does not name and who has images that are used. The source value is the key of the
-- crosswalk, never an id of the hospital. Race and ethnicity are not in headers as concepts. [CDM v5.4]
SELECT
  p.person_id,
  coalesce(t.standard_concept_id, l.concept_id, 0) AS gender_concept_id,
  p.year_of_birth,
  CAST(substr(p.birth_day, 6, 2) AS INTEGER) AS month_of_birth,
  CAST(substr(p.birth_day, 9, 2) AS INTEGER) AS day_of_birth,
  day_and_time(CAST(p.birth_day AS DATE), '00:00:00') AS birth_datetime,
  0 AS race_concept_id,
  0 AS ethnicity_concept_id,
  CAST(NULL AS INTEGER) AS location_id,
  CAST(NULL AS INTEGER) AS provider_id,
  CAST(NULL AS INTEGER) AS care_site_id,
  CAST(p.person_id AS VARCHAR) AS person_source_value,
  t.value AS gender_source_value,
  coalesce(t.concept_id, 0) AS gender_source_concept_id,
  CAST(NULL AS VARCHAR) AS race_source_value,
  0 AS race_source_concept_id,
  CAST(NULL AS VARCHAR) AS ethnicity_source_value,
  0 AS ethnicity_source_concept_id
FROM (
  SELECT m.person_id, min(m.sex) AS sex, min(m.year_of_birth) AS year_of_birth, min(m.birth_day) AS birth_day
  FROM made_person m
  JOIN (SELECT DISTINCT person_id FROM occurrence) o ON o.person_id = m.person_id
  GROUP BY m.person_id
) p
LEFT JOIN term_concept t ON t.attribute = '00100040' AND t.value = p.sex
LEFT JOIN list_concept l ON l.name = concat('sex:', p.sex)
