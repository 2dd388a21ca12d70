-- C07: The body mass index is weight by the square of size
-- column: headers (0010,1022)
-- category: conformance, computational
-- context: verification
-- level: note
-- threshold: 5
-- numerator: series with another index, by more than 5 %
-- denominator: series with weight, size and index
-- source: PS3.3 C.7.2.2
-- reads: image_header
-- message: weight, size and body mass index do not fit: one of them is of another unit or another day
-- fix: look at the units of size and weight at the equipment
SELECT image_occurrence_id AS id, concat(shown_number(bmi), ' for ', shown_number(round(weight / (size * size), 1))) AS found,
  abs(bmi - weight / (size * size)) > 0.05 * bmi AS failed
FROM (
  SELECT image_occurrence_id,
    max(CASE WHEN path = '00101022' THEN number_of(value, vr) END) AS bmi,
    max(CASE WHEN path = '00101030' THEN number_of(value, vr) END) AS weight,
    max(CASE WHEN path = '00101020' THEN number_of(value, vr) END) AS size
  FROM image_header
  WHERE path IN ('00101022', '00101030', '00101020')
  GROUP BY image_occurrence_id
) s
WHERE bmi > 0 AND weight > 0 AND size > 0
