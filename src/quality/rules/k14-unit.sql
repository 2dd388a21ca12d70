-- K14: Every number whose attribute has a unit has one
-- column: MEASUREMENT.unit_concept_id
-- category: completeness
-- context: verification
-- level: error
-- threshold: 0
-- numerator: numbers without the concept of a unit
-- denominator: numbers of attributes that have one unit in the standard, for each attribute
-- reads: attribute_value, lookup_attribute
-- message: numbers stand without their unit
-- fix: build the release with an Athena download, or add the unit to mappings/harvest/concepts.tsv
SELECT a.keyword AS part, v.measurement_id AS id, coalesce(v.unit_concept_id, 0) = 0 AS failed
FROM attribute_value v
JOIN lookup_attribute a ON a.attribute = v.attribute AND a.unit IS NOT NULL AND a.unit NOT LIKE '%|%'
WHERE v.value_as_number IS NOT NULL
