-- P13: The part of the body fits the procedure
-- column: IMAGE_OCCURRENCE.anatomic_site_concept_id
-- category: plausibility, atemporal
-- context: validation
-- level: warning
-- threshold: 15
-- numerator: images of a site that is no part of the procedure's, nor holds it
-- denominator: images with a site, of procedures with a site
-- source: R-CDM: 15 % of Body Part Examined wrong
-- reads: image_occurrence, procedure_occurrence, procedure_site, site_ancestor
-- uses: cdm_procedure_occurrence
-- message: images are of another part of the body than their procedure
-- fix: look at Body Part Examined: it is often a default of the protocol; harvest with --site ars-first
SELECT i.image_occurrence_id AS id, concat('site ', i.anatomic_site_concept_id) AS found,
  max(CASE WHEN p.site_concept_id = i.anatomic_site_concept_id OR up.ancestor_concept_id IS NOT NULL OR down.ancestor_concept_id IS NOT NULL THEN 1 ELSE 0 END) = 0
    AS failed
FROM image_occurrence i
JOIN (
  SELECT procedure_occurrence_id, procedure_concept_id FROM procedure_occurrence
  UNION
  SELECT procedure_occurrence_id, procedure_concept_id FROM cdm_procedure_occurrence
) o ON o.procedure_occurrence_id = i.procedure_occurrence_id
JOIN procedure_site p ON p.procedure_concept_id = o.procedure_concept_id
LEFT JOIN site_ancestor up ON up.ancestor_concept_id = p.site_concept_id AND up.descendant_concept_id = i.anatomic_site_concept_id
LEFT JOIN site_ancestor down ON down.ancestor_concept_id = i.anatomic_site_concept_id AND down.descendant_concept_id = p.site_concept_id
WHERE coalesce(i.anatomic_site_concept_id, 0) <> 0
GROUP BY i.image_occurrence_id, i.anatomic_site_concept_id
