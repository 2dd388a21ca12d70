-- The procedures of the images, by name: what the vocabulary calls the concept, else the code, else the modality.
SELECT coalesce(f.concept_name, c.name, m.name, CASE WHEN p.procedure_occurrence_id IS NULL THEN 'procedures that the site named' ELSE 'other' END) AS name, count(DISTINCT i.procedure_occurrence_id) AS n, count(DISTINCT i.person_id) AS n_persons
FROM image_occurrence i
LEFT JOIN procedure_occurrence p ON p.procedure_occurrence_id = i.procedure_occurrence_id
LEFT JOIN foreign_concept f ON f.concept_id = p.procedure_concept_id
LEFT JOIN (SELECT standard_concept_id, min(meaning) AS name FROM lookup_code WHERE standard_concept_id IS NOT NULL GROUP BY standard_concept_id) c
  ON c.standard_concept_id = p.procedure_concept_id
LEFT JOIN (
  SELECT concept_id, min(name) AS name
  FROM (
    SELECT coalesce(k.concept_id, l.standard_concept_id) AS concept_id, l.concept_name AS name
    FROM lookup_modality l
    LEFT JOIN list_concept k ON k.name = concat('modality:', l.value)
    UNION ALL
    SELECT concept_id, 'Imaging' FROM list_concept WHERE name = 'imaging'
  ) named
  GROUP BY concept_id
) m ON m.concept_id = p.procedure_concept_id
GROUP BY coalesce(f.concept_name, c.name, m.name, CASE WHEN p.procedure_occurrence_id IS NULL THEN 'procedures that the site named' ELSE 'other' END)
ORDER BY n DESC, name
