-- V11: Elements have as many values as the standard says
-- column: headers
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: elements with fewer or more values
-- denominator: elements of the standard with a value, in each series, for each attribute
-- source: PS3.5 6.4; PS3.6 6
-- reads: image_header, lookup_attribute
-- message: elements have too few or too many values
-- fix: the values are kept; look at the equipment that wrote them
SELECT keyword AS part, image_occurrence_id AS id, concat(n, ' of ', vm) AS found,
  n < TRY_CAST(split_part(vm, '-', 1) AS INTEGER)
  OR coalesce(n > TRY_CAST(CASE WHEN vm LIKE '%-%' THEN split_part(vm, '-', 2) ELSE vm END AS INTEGER), FALSE)
  OR (vm LIKE '%n' AND vm NOT LIKE '%-n' AND mod(n, TRY_CAST(split_part(vm, '-', 1) AS INTEGER)) <> 0) AS failed
FROM (
  SELECT a.keyword, a.vm, h.image_occurrence_id, h.path, max(h.value_index) AS n
  FROM image_header h
  JOIN lookup_attribute a ON a.attribute = h.tag
  WHERE h.vr <> 'SQ' AND h.value IS NOT NULL
  GROUP BY a.keyword, a.vm, h.image_occurrence_id, h.path
  HAVING max(h.value_index) > 0
) counted
