-- What is known of concepts: the release's own, those that its look-up tables and the curated lists name, and, where given, those of an Athena download or
-- of the CDM, which know best.
-- reads: release_concept, lookup_modality, lookup_site, lookup_code
SELECT concept_id, min(domain_id) AS domain_id, min(standard_concept) AS standard_concept
FROM (
  SELECT n.*, min(rank) OVER (PARTITION BY concept_id) AS best
  FROM (
    SELECT concept_id, domain_id, CASE WHEN invalid_reason IS NULL THEN standard_concept END AS standard_concept, 1 AS rank FROM foreign_concept
    UNION ALL
    SELECT concept_id, domain_id, CASE WHEN invalid_reason IS NULL THEN standard_concept END, 1 FROM release_concept
    UNION ALL
    SELECT standard_concept_id, standard_domain_id, 'S', 2 FROM lookup_modality WHERE standard_concept_id IS NOT NULL
    UNION ALL
    SELECT standard_concept_id, standard_domain_id, 'S', 2 FROM lookup_site WHERE standard_concept_id IS NOT NULL
    UNION ALL
    SELECT standard_concept_id, standard_domain_id, 'S', 2 FROM lookup_code WHERE standard_concept_id IS NOT NULL
    UNION ALL
    SELECT concept_id, 'Procedure', 'S', 3 FROM list_concept WHERE name LIKE 'modality:%' OR name = 'imaging'
    UNION ALL
    SELECT concept_id, 'Unit', 'S', 3 FROM list_concept WHERE vocabulary_id = 'UCUM'
    UNION ALL
    SELECT unit_concept_id, 'Unit', 'S', 3 FROM list_unit WHERE unit_concept_id IS NOT NULL
    UNION ALL
    SELECT concept_id, 'Type Concept', 'S', 3 FROM list_concept WHERE vocabulary_id = 'Type Concept'
    UNION ALL
    SELECT concept_id, 'Metadata', 'S', 3 FROM list_concept WHERE vocabulary_id = 'CDM'
  ) n
) ranked
WHERE rank = best
GROUP BY concept_id
