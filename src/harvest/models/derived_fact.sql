-- What rules derive of each series: value, verdict (value, unsure; a rule that has nothing to say is no row), inputs.
SELECT f.*, d.feature, d.unit, d.unit_concept_id, d.value_concept_id, s.image_occurrence_id
FROM (
  SELECT * FROM fact_plane
  UNION ALL
  SELECT * FROM fact_contrast
  UNION ALL
  SELECT * FROM fact_phase
  UNION ALL
  SELECT * FROM fact_weighting
  UNION ALL
  SELECT * FROM fact_low_dose
  UNION ALL
  SELECT * FROM fact_image_kind
  UNION ALL
  SELECT * FROM fact_slices
  UNION ALL
  SELECT * FROM fact_maker
  UNION ALL
  SELECT * FROM fact_black_blood
  UNION ALL
  SELECT * FROM fact_series_name
) f
JOIN series_id s ON s.series_instance_uid = f.series_instance_uid
JOIN list_derived_feature d ON d.rule = f.rule AND d.value = coalesce(CASE WHEN d.value <> '*' THEN f.value END, '*')
