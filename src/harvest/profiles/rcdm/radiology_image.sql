-- RADIOLOGY_IMAGE, one row for each image. What the paper names laterality is the anatomical plane, its series type the contrast phase. [R-CDM Table 2]
SELECT
  i.row_id AS radiology_image_id,
  t.row_id AS radiology_occurrence_id,
  f.image_occurrence_id AS radiology_series_id,
  p.replacement AS file_path,
  part.text AS body_part_source_value,
  CAST(plane.value_concept_id AS VARCHAR) AS laterality_concept_id,
  CAST(contrast.value_concept_id AS VARCHAR) AS series_type_concept_id,
  coalesce(phase.value, CASE contrast.value WHEN 'yes' THEN 'post-contrast' WHEN 'no' THEN 'pre-contrast' END) AS series_type_source_value,
  s.n_frames AS series_total_number,
  coalesce(f.instance_number, z.place) AS series_serial_number,
  f.image_rows AS image_resolution_rows,
  f.image_columns AS image_resolution_columns,
  CASE WHEN o.modality = 'CT' THEN k.millimetres END AS CT_slice_thickness
FROM image_file f
JOIN row_id i ON i.table_name = 'radiology_image' AND i.series_instance_uid = f.series_instance_uid AND i.row_key = f.sop_instance_uid
JOIN row_id t ON t.table_name = 'radiology_occurrence' AND t.study_instance_uid = f.study_instance_uid
JOIN path_map p ON p.original = f.path
JOIN series s ON s.series_instance_uid = f.series_instance_uid
JOIN occurrence o ON o.series_instance_uid = f.series_instance_uid
LEFT JOIN source_text part ON part.series_instance_uid = f.series_instance_uid AND part.path = '00180015'
LEFT JOIN slice_position z ON z.series_instance_uid = f.series_instance_uid AND z.sop_instance_uid = f.sop_instance_uid
LEFT JOIN slice_thickness k ON k.series_instance_uid = f.series_instance_uid AND coalesce(k.sop_instance_uid, f.sop_instance_uid) = f.sop_instance_uid
LEFT JOIN sure_fact plane ON plane.series_instance_uid = f.series_instance_uid AND plane.rule = 'plane'
LEFT JOIN sure_fact contrast ON contrast.series_instance_uid = f.series_instance_uid AND contrast.rule = 'contrast'
LEFT JOIN sure_fact phase ON phase.series_instance_uid = f.series_instance_uid AND phase.rule = 'phase'
