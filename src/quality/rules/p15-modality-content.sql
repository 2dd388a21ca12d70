-- P15: Mammograms are of the breast, PET images tell their radiopharmaceutical
-- column: IMAGE_OCCURRENCE.modality_concept_id
-- category: plausibility, atemporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: mammograms of another part, PET without radiopharmaceutical
-- denominator: mammograms with a part of the body, series of PET images
-- source: PS3.3 C.8.11.7.1.1, C.8.9.2
-- reads: image_occurrence, image_occurrence_source, attribute_value, lookup_site
-- message: images are not what their modality says, or lack what it needs
-- fix: look at Body Part Examined of mammograms, and at Radiopharmaceutical Information Sequence of PET
SELECT 'MG of the breast' AS part, i.image_occurrence_id AS id, s.body_part_source_value AS found,
  upper(trim(coalesce(s.body_part_source_value, ''))) <> 'BREAST' AND max(CASE WHEN b.standard_concept_id = i.anatomic_site_concept_id THEN 1 ELSE 0 END) = 0 AS failed
FROM image_occurrence i
JOIN image_occurrence_source s ON s.image_occurrence_id = i.image_occurrence_id AND s.modality_source_value = 'MG'
LEFT JOIN lookup_site b ON b.value = 'BREAST'
WHERE coalesce(i.anatomic_site_concept_id, 0) <> 0 OR s.body_part_source_value IS NOT NULL
GROUP BY i.image_occurrence_id, s.body_part_source_value
UNION ALL
SELECT 'PT with radiopharmaceutical', s.image_occurrence_id, CAST(NULL AS VARCHAR), count(v.measurement_id) = 0
FROM image_occurrence_source s
JOIN list_sop_class_modality c ON c.sop_class_uid = s.sop_class_uid AND c.modality = 'PT'
LEFT JOIN attribute_value v ON v.image_occurrence_id = s.image_occurrence_id AND v.attribute IN ('00540300', '00540304', '00181074', '00181075')
WHERE s.modality_source_value = 'PT'
GROUP BY s.image_occurrence_id
