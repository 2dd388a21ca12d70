-- Ids of studies: those remembered, then new ones from the base on, in order of person, day and UID. A study that the site has a procedure for
-- needs none of its own, but keeps one that it was given.
SELECT
  study_instance_uid, person_id, accession, study_key, procedure_occurrence_id, is_new
FROM (
  SELECT
    t.study_instance_uid, t.person_id, t.accession,
    k.study_key IS NULL AS is_new,
    coalesce(k.study_key, g.study_base - 1 + row_number() OVER (
      PARTITION BY k.study_key IS NULL ORDER BY t.person_id, t.day, t.study_instance_uid)) AS study_key,
    coalesce(k.procedure_occurrence_id, g.procedure_base - 1 + row_number() OVER (
      PARTITION BY k.procedure_occurrence_id IS NULL ORDER BY t.person_id, t.day, t.study_instance_uid)) AS procedure_occurrence_id
  FROM study t
  CROSS JOIN setting g
  LEFT JOIN known_study k ON k.study_instance_uid = t.study_instance_uid
) given
