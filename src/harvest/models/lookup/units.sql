-- Units that the modality decides, where an attribute has several.
SELECT attribute, modality, unit, unit_concept_id FROM list_unit
