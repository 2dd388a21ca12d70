-- What rules derive of a series and are sure of: value and its concept. [derived_fact]
SELECT series_instance_uid, rule, value, CAST(value_concept_id AS INTEGER) AS value_concept_id
FROM derived_fact
WHERE verdict = 'value'
