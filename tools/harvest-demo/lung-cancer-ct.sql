-- I-CDM, by diagnosis and examination: series of chest CT of patients with lung cancer (443388), in the tables of I-CDM.
SELECT DISTINCT s.unique_series_id
FROM imaging_series s
JOIN imaging_study t ON t.imaging_study_id = s.imaging_study_id AND t.modality_concept_id = 4300757
JOIN condition_occurrence c ON c.person_id = t.person_id AND c.condition_concept_id = 443388
WHERE s.series_source_value = 'BodyPartExamined' AND s.value_source_value = 'CHEST'
