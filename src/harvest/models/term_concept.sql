-- The concept of each value of each attribute. A term that its lists give one value number (Image Type, Value 3) is found at that number and, where the same
-- value has no other meaning, at any (-1). There is one concept for each attribute and value. [B9]
SELECT attribute, value, -1 AS value_index, min(concept_id) AS concept_id, min(standard_concept_id) AS standard_concept_id
FROM lookup_value
GROUP BY attribute, value
