-- P17: Few values lie far from those of their modality
-- column: MEASUREMENT.value_as_number
-- category: plausibility, atemporal
-- context: verification
-- level: note
-- threshold: 5
-- numerator: values more than 6 robust standard deviations from the median
-- denominator: values of attributes that vary continuously, for each attribute and modality with 20 values at least that are not all alike
-- source: I-CDM checks 6 and 8, with the median in place of percentiles
-- reads: attribute_value, lookup_attribute
-- message: many values lie far from the others of their modality: two kinds of images, or two units
-- fix: look at the distribution in the report
SELECT concat(a.keyword, ' of ', z.modality) AS part, z.measurement_id AS id, shown_number(z.value_as_number) AS found, z.far > 6 * 1.4826 * z.spread AS failed
FROM (
  SELECT d.attribute, d.modality, d.measurement_id, d.value_as_number, d.far, m.spread
  FROM (
    SELECT v.attribute, v.modality, v.measurement_id, v.value_as_number, abs(v.value_as_number - c.middle) AS far
    FROM attribute_value v
    JOIN (
      SELECT attribute, modality, median(value_as_number) AS middle FROM attribute_value GROUP BY attribute, modality
    ) c ON c.attribute = v.attribute AND c.modality = v.modality
    WHERE v.value_as_number IS NOT NULL
  ) d
  JOIN (
    SELECT e.attribute, e.modality, median(abs(e.value_as_number - c.middle)) AS spread, count(*) AS n
    FROM attribute_value e
    JOIN (
      SELECT attribute, modality, median(value_as_number) AS middle FROM attribute_value GROUP BY attribute, modality
    ) c ON c.attribute = e.attribute AND c.modality = e.modality
    WHERE e.value_as_number IS NOT NULL
    GROUP BY e.attribute, e.modality
  ) m ON m.attribute = d.attribute AND m.modality = d.modality AND m.spread > 0 AND m.n >= 20
  WHERE d.attribute IN (SELECT attribute FROM list_plausible_range WHERE spread = 'continuous')
) z
JOIN lookup_attribute a ON a.attribute = z.attribute
