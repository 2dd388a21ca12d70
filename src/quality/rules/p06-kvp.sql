-- P06: Tube voltages are those of tubes
-- column: MEASUREMENT.value_as_number
-- category: plausibility, atemporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: values outside the range
-- denominator: values in the unit of the range, for each attribute and modality
-- reads: attribute_value, lookup_attribute
-- message: tube voltages are outside what tubes do: another unit, or another element
-- fix: look at the values; ranges are in mappings/harvest/plausible-ranges.tsv
SELECT concat(a.keyword, CASE WHEN r.modality IS NULL THEN '' ELSE concat(' of ', r.modality) END) AS part, v.measurement_id AS id, shown_number(v.value_as_number) AS found,
  v.value_as_number NOT BETWEEN r.low AND r.high AS failed
FROM attribute_value v
JOIN list_plausible_range r ON r.rule = 'P06' AND r.attribute = v.attribute AND (r.modality IS NULL OR r.modality = v.modality)
JOIN lookup_attribute a ON a.attribute = v.attribute
WHERE v.value_as_number IS NOT NULL AND (r.unit IS NULL OR coalesce(v.unit_source_value, r.unit) = r.unit)
