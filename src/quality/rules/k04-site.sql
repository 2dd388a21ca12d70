-- K04: Images have a site
-- column: IMAGE_OCCURRENCE.anatomic_site_concept_id
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: rows without a site, or with concept 0
-- denominator: rows of IMAGE_OCCURRENCE
-- source: R-CDM: 91.11 %; ADNI: 84 %
-- reads: image_occurrence, standard_site
-- message: images cannot be found by the part of the body
-- fix: see findings.tsv, site-unmapped; add spellings to mappings/harvest/body-part-synonyms.tsv
SELECT i.image_occurrence_id AS id, coalesce(i.anatomic_site_concept_id, 0) = 0 AS failed
FROM image_occurrence i
