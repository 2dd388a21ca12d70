-- P12: The modality fits the SOP Class
-- column: image_occurrence_source.modality_source_value
-- category: plausibility, atemporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series with another modality
-- denominator: series of SOP Classes that imply a modality
-- source: PS3.3 Annex A
-- reads: image_occurrence_source
-- message: modality and kind of image contradict each other
-- fix: look at the equipment; where the class is right, map the text in mappings/harvest/modality-synonyms.tsv
SELECT c.modality AS part, s.image_occurrence_id AS id, s.modality_source_value AS found, s.modality_source_value <> c.modality AND v.also IS NULL AS failed
FROM image_occurrence_source s
JOIN list_sop_class_modality c ON c.sop_class_uid = s.sop_class_uid
LEFT JOIN list_modality_variant v ON v.modality = c.modality AND v.also = s.modality_source_value
WHERE s.modality_source_value IS NOT NULL
