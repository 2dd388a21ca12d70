-- P10: Doses of CT are what CT gives
-- column: MEASUREMENT.value_as_number
-- category: plausibility, atemporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: values outside the range
-- denominator: values in the unit of the range, for each attribute and modality
-- reads: attribute_value, lookup_attribute
-- message: CTDIvol is outside what CT gives: another unit
-- fix: look at the values; ranges are in mappings/harvest/plausible-ranges.tsv
SELECT concat(a.keyword, CASE WHEN r.modality IS NULL THEN '' ELSE concat(' of ', r.modality) END) AS part, v.measurement_id AS id, shown_number(v.value_as_number) AS found,
  v.value_as_number NOT BETWEEN r.low AND r.high AS failed
FROM attribute_value v
JOIN list_plausible_range r ON r.rule = 'P10' AND r.attribute = v.attribute AND (r.modality IS NULL OR r.modality = v.modality)
JOIN lookup_attribute a ON a.attribute = v.attribute
WHERE v.value_as_number IS NOT NULL AND (r.unit IS NULL OR coalesce(v.unit_source_value, r.unit) = r.unit)
