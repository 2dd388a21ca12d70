-- K08: Axial CT and MR images have a slice thickness
-- column: MEASUREMENT, 00180050
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series without a thickness
-- denominator: axial series of CT and MR images that are no localizers
-- source: I-CDM check 4
-- reads: image_occurrence_source, attribute_value, image_header, slice_geometry
-- message: the thickness of slices is not told
-- fix: look at the equipment or the export; do not take Spacing Between Slices for it
SELECT r.modality AS part, s.image_occurrence_id AS id, count(v.measurement_id) = 0 AS failed
FROM image_occurrence_source s
JOIN list_sop_class_modality c ON c.sop_class_uid = s.sop_class_uid
JOIN list_required_attribute r ON r.rule = 'K08' AND r.modality = c.modality
JOIN (
  SELECT image_occurrence_id FROM slice_geometry GROUP BY image_occurrence_id HAVING min(abs(r1 * c2 - r2 * c1)) > 0.8
) axial ON axial.image_occurrence_id = s.image_occurrence_id
LEFT JOIN attribute_value v ON v.image_occurrence_id = s.image_occurrence_id AND v.attribute = r.attribute AND v.value_as_number IS NOT NULL
WHERE NOT EXISTS (
  SELECT 1 FROM image_header l WHERE l.image_occurrence_id = s.image_occurrence_id AND l.tag = '00080008' AND upper(l.value) = 'LOCALIZER'
)
GROUP BY r.modality, s.image_occurrence_id
