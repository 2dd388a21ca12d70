-- The concept of each value of each attribute: there is one for each pair, wherever its lists say that it stands. An attribute of enhanced images
-- that means what an older one means has that one's values too.
SELECT attribute, value, min(concept_id) AS concept_id, min(standard_concept_id) AS standard_concept_id
FROM (
  SELECT attribute, value, concept_id, standard_concept_id, 1 AS rank FROM lookup_value
  UNION ALL
  SELECT e.attribute, v.value, v.concept_id, v.standard_concept_id, 2
  FROM list_equivalent e
  JOIN lookup_value v ON v.attribute = e.legacy_attribute
  WHERE NOT EXISTS (SELECT 1 FROM lookup_value o WHERE o.attribute = e.attribute AND o.value = v.value)
) terms
GROUP BY attribute, value
