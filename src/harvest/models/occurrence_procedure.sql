-- occurrence_procedure.tsv: every procedure that a series is of. `choice` 1 is the one of IMAGE_OCCURRENCE; the site may name more for a study.
SELECT
  o.image_occurrence_id,
  coalesce(p.procedure_occurrence_id, o.procedure_occurrence_id) AS procedure_occurrence_id,
  coalesce(p.choice, 1) AS choice
FROM occurrence o
LEFT JOIN study_procedure p ON p.study_instance_uid = o.study_instance_uid
