-- K03: Series have a modality
-- column: IMAGE_OCCURRENCE.modality_concept_id
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 0.1
-- numerator: rows without a modality, or with one that nobody knows
-- denominator: rows of IMAGE_OCCURRENCE
-- source: I-CDM: 99.9 %
-- reads: image_occurrence
-- message: the modality of series is not known: they stand as Imaging
-- fix: see findings.tsv, modality-unknown; add the spelling to mappings/harvest/modality-synonyms.tsv
SELECT i.image_occurrence_id AS id, i.modality_concept_id IS NULL OR i.modality_concept_id = 0 OR c.concept_id IS NOT NULL AS failed
FROM image_occurrence i
LEFT JOIN list_concept c ON c.name = 'imaging' AND c.concept_id = i.modality_concept_id
