-- MI-CDM's question: chest CT at 1 mm and 150 kVp of patients with lung cancer (443388). Slice Thickness (0018,0050), KVP (0018,0060).
SELECT DISTINCT o.image_series_uid
FROM image_occurrence o
JOIN condition_occurrence c ON c.person_id = o.person_id AND c.condition_concept_id = 443388
JOIN image_feature thickness_feature ON thickness_feature.image_occurrence_id = o.image_occurrence_id
JOIN measurement thickness ON thickness.measurement_id = thickness_feature.image_feature_event_id AND thickness.value_as_number = 1
JOIN concept slice_thickness ON slice_thickness.concept_id = thickness.measurement_concept_id AND slice_thickness.concept_code = '00180050'
JOIN image_feature voltage_feature ON voltage_feature.image_occurrence_id = o.image_occurrence_id
JOIN measurement voltage ON voltage.measurement_id = voltage_feature.image_feature_event_id AND voltage.value_as_number = 150
JOIN concept kvp ON kvp.concept_id = voltage.measurement_concept_id AND kvp.concept_code = '00180060'
WHERE o.modality_concept_id = 4300757
