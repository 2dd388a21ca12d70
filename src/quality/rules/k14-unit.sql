-- K14: Every number whose attribute has a unit has one
-- column: MEASUREMENT.unit_concept_id
-- category: completeness
-- context: verification
-- level: error
-- threshold: 0
-- numerator: numbers without a unit, or with 0 for a unit whose concept is known
-- denominator: numbers of attributes that have one unit in the standard, for each attribute
-- reads: attribute_value, lookup_attribute
-- message: numbers stand without their unit
-- fix: harvest again with the release that is checked with
SELECT a.keyword AS part, v.measurement_id AS id,
  v.unit_source_value IS NULL OR (coalesce(v.unit_concept_id, 0) = 0 AND coalesce(TRY_CAST(a.unit_concept_id AS BIGINT), n.concept_id, 0) <> 0) AS failed
FROM attribute_value v
JOIN lookup_attribute a ON a.attribute = v.attribute AND a.unit IS NOT NULL AND a.unit NOT LIKE '%|%'
LEFT JOIN list_concept n ON n.name = concat('unit:', v.unit_source_value)
WHERE v.value_as_number IS NOT NULL
