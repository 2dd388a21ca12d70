-- PROCEDURE_OCCURRENCE as CHoRUS links images: Imaging procedure, by algorithm; its source value names the folder and group, cut with a digest where it is too
-- long for the column. [CHoRUS Multimodal Linkage SOP]
SELECT
  p.procedure_occurrence_id,
  p.person_id,
  imaging.concept_id AS procedure_concept_id,
  p.procedure_date,
  p.procedure_datetime,
  p.procedure_end_date,
  p.procedure_end_datetime,
  algorithm.concept_id AS procedure_type_concept_id,
  p.modifier_concept_id,
  p.quantity,
  p.provider_id,
  p.visit_occurrence_id,
  p.visit_detail_id,
  CASE WHEN length(s.path) <= 50 THEN s.path ELSE concat(substr(s.path, 1, 41), '#', substr(md5(s.path), 1, 8)) END AS procedure_source_value,
  p.procedure_source_concept_id,
  p.modifier_source_value
FROM procedure_occurrence p
JOIN study_id t ON t.procedure_occurrence_id = p.procedure_occurrence_id
JOIN (
  SELECT d.study_instance_uid, concat('path: ', d.person_id, '/Images, group: [', g.row_id, ']') AS path
  FROM study d
  JOIN row_id g ON g.table_name = 'image_group' AND g.row_key = coalesce(d.accession, d.study_instance_uid)
) s ON s.study_instance_uid = t.study_instance_uid
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'imaging') imaging
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'algorithm') algorithm
