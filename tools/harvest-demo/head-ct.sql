-- R-CDM: axial head CT before contrast, of the day of an emergency visit (9203) with a diagnosis of cerebral haemorrhage (376713), in the tables of R-CDM.
-- The paper's laterality is the plane (axial: 4086896), its series type the contrast (No: 45878245).
SELECT DISTINCT i.radiology_series_id
FROM radiology_occurrence r
JOIN radiology_image i ON i.radiology_occurrence_id = r.radiology_occurrence_id
  AND i.laterality_concept_id = '4086896' AND i.series_type_concept_id = '45878245' AND i.body_part_source_value = 'HEAD'
JOIN personal_map p ON p.person_id = r.person_id
JOIN visit_occurrence v ON v.person_id = r.person_id AND v.visit_concept_id = 9203
  AND v.visit_start_date = date(r.radiology_occurrence_date, (-p.shift_days) || ' days')
JOIN condition_occurrence c ON c.visit_occurrence_id = v.visit_occurrence_id AND c.condition_concept_id = 376713
  AND c.condition_start_date = v.visit_start_date
WHERE r.modality = 'CT'
