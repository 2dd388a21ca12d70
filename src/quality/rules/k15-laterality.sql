-- K15: Images of paired parts say which side
-- column: MEASUREMENT, 00200060, 00200062, 00209072
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: series without a laterality
-- denominator: mammograms, and series of parts of which there are two
-- source: PS3.3 C.7.3.1, Laterality: required for paired parts
-- reads: image_occurrence_source, attribute_value
-- message: the side of paired parts is not told
-- fix: read it from View Position or the description where they say it; see mappings/harvest/paired-parts.tsv
SELECT coalesce(p.body_part_examined, s.modality_source_value) AS part, s.image_occurrence_id AS id, count(v.measurement_id) = 0 AS failed
FROM image_occurrence_source s
LEFT JOIN list_paired_part p ON p.body_part_examined = upper(trim(s.body_part_source_value))
LEFT JOIN attribute_value v
  ON v.image_occurrence_id = s.image_occurrence_id AND v.attribute IN ('00200060', '00200062', '00209072') AND v.value_as_concept_id > 0
WHERE s.modality_source_value = 'MG' OR p.body_part_examined IS NOT NULL
GROUP BY p.body_part_examined, s.modality_source_value, s.image_occurrence_id
