-- Modality term -> concept: its standard concept in domain Procedure, else the DICOM concept, else Imaging.
SELECT
  m.modality,
  coalesce(t.value, y.modality) AS term,
  t.concept_id AS dicom_concept_id,
  CASE
    WHEN g.modality_concept = 'dicom' THEN coalesce(t.concept_id, imaging.concept_id)
    WHEN t.standard_domain_id = 'Procedure' THEN t.standard_concept_id
    ELSE coalesce(shipped.concept_id, t.concept_id, imaging.concept_id)
  END AS modality_concept_id,
  coalesce(CASE WHEN t.standard_domain_id = 'Procedure' THEN t.standard_concept_id END, shipped.concept_id, imaging.concept_id)
    AS procedure_concept_id,
  CASE
    WHEN m.modality IS NULL THEN 'modality-missing'
    WHEN t.value IS NULL THEN 'modality-unknown'
    WHEN t.standard_domain_id = 'Procedure' OR shipped.concept_id IS NOT NULL THEN NULL
    ELSE 'modality-without-standard'
  END AS finding
FROM (SELECT DISTINCT modality FROM modality_value) m
CROSS JOIN setting g
LEFT JOIN list_modality_synonym y ON y.value = m.modality
LEFT JOIN lookup_modality t ON t.value = coalesce(y.modality, m.modality)
LEFT JOIN list_concept shipped ON shipped.name = concat('modality:', t.value)
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'imaging') imaging
