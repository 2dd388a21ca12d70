-- K07: Images have Rows and Columns
-- column: MEASUREMENT
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series without a value
-- denominator: series, for each attribute
-- source: I-CDM checks 5 and 7
-- reads: image_occurrence_source, attribute_value, lookup_attribute
-- message: the size of images is not told
-- fix: look at the equipment or the export; the lists are mappings/harvest/required-attributes.tsv and sop-class-modalities.tsv
SELECT concat(a.keyword, CASE WHEN r.modality IS NULL THEN '' ELSE concat(' of ', r.modality) END) AS part, s.image_occurrence_id AS id, count(v.measurement_id) = 0 AS failed
FROM image_occurrence_source s
LEFT JOIN list_sop_class_modality c ON c.sop_class_uid = s.sop_class_uid
JOIN list_required_attribute r ON r.rule = 'K07' AND (r.modality IS NULL OR r.modality = c.modality)
JOIN lookup_attribute a ON a.attribute = r.attribute
LEFT JOIN attribute_value v
  ON v.image_occurrence_id = s.image_occurrence_id AND v.attribute = r.attribute AND (v.value_as_number IS NOT NULL OR v.value_as_concept_id > 0)
GROUP BY a.keyword, r.modality, s.image_occurrence_id
