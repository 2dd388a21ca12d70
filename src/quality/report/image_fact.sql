-- What the report tells of each series: terms and names, never ids; texts of the headers only where they are cleaned. Facts are those that rules derived.
-- reads: image_occurrence, image_occurrence_source, measurement, image_feature, lookup_site, lookup_modality
SELECT
  i.image_occurrence_id, i.person_id, i.image_study_uid, year(i.image_occurrence_date) AS year,
  coalesce(s.modality_source_value, 'unknown') AS modality,
  coalesce(site.name, foreign_site.concept_name, CASE WHEN g.deidentified THEN s.body_part_source_value END, 'unknown') AS site,
  coalesce(maker.value, s.manufacturer, 'unknown') AS maker,
  coalesce(plane.value, '') AS plane, coalesce(contrast.value, '') AS contrast, coalesce(weighting.value, '') AS weighting,
  coalesce(s.n_instances, 0) AS n_images, coalesce(s.n_frames, 0) AS n_frames
FROM image_occurrence i
CROSS JOIN check_setting g
LEFT JOIN image_occurrence_source s ON s.image_occurrence_id = i.image_occurrence_id
LEFT JOIN (SELECT standard_concept_id, min(concept_name) AS name FROM lookup_site WHERE standard_concept_id IS NOT NULL GROUP BY standard_concept_id) site
  ON site.standard_concept_id = i.anatomic_site_concept_id
LEFT JOIN foreign_concept foreign_site ON foreign_site.concept_id = i.anatomic_site_concept_id
LEFT JOIN derived_value plane ON plane.image_occurrence_id = i.image_occurrence_id AND plane.rule = 'plane'
LEFT JOIN derived_value contrast ON contrast.image_occurrence_id = i.image_occurrence_id AND contrast.rule = 'contrast'
LEFT JOIN derived_value weighting ON weighting.image_occurrence_id = i.image_occurrence_id AND weighting.rule = 'weighting'
LEFT JOIN derived_value maker ON maker.image_occurrence_id = i.image_occurrence_id AND maker.rule = 'maker'
