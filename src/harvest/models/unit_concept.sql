-- Units by UCUM code: what the release knows, the shipped list, an Athena download.
SELECT unit, min(concept_id) AS concept_id
FROM (
  SELECT code AS unit, concept_id FROM lookup_code WHERE scheme = 'UCUM'
  UNION ALL
  SELECT unit, CAST(unit_concept_id AS INTEGER) FROM lookup_attribute WHERE unit_concept_id NOT LIKE '%|%'
  UNION ALL
  SELECT unit, CAST(unit_concept_id AS INTEGER) FROM lookup_private
  UNION ALL
  SELECT unit, unit_concept_id FROM list_unit
  UNION ALL
  SELECT substr(name, 6), concept_id FROM list_concept WHERE name LIKE 'unit:%'
  UNION ALL
  SELECT concept_code, concept_id FROM athena_code WHERE vocabulary_id = 'UCUM'
) known
WHERE concept_id IS NOT NULL
GROUP BY unit
