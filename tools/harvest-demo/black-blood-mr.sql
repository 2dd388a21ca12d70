-- I-CDM, by parameters of a series: axial MR of the brain with black blood (BB/NonBB Positive, 45884084), in the tables of I-CDM.
SELECT DISTINCT blood.unique_series_id
FROM imaging_series blood
JOIN imaging_study t ON t.imaging_study_id = blood.imaging_study_id AND t.modality_concept_id = 4013636
JOIN imaging_series part ON part.unique_series_id = blood.unique_series_id
  AND part.series_source_value = 'BodyPartExamined' AND part.value_source_value = 'BRAIN'
JOIN imaging_series plane ON plane.unique_series_id = blood.unique_series_id
  AND plane.series_source_value = 'Laterality' AND plane.value_source_value = 'axial'
WHERE blood.series_source_value = 'BB/NonBB' AND blood.value_as_concept_id = 45884084
