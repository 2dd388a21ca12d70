-- Completeness and distribution of each attribute. Least and greatest are the values that as many persons as a cell needs reach: an extreme of one person is
-- not told.
SELECT a.keyword, v.unit, v.n, v.n_series, v.n_persons, v.n_unique, v.middle,
  (SELECT max(e.low) FROM attribute_edge e WHERE e.attribute = v.attribute) AS low,
  (SELECT max(e.high) FROM attribute_edge e WHERE e.attribute = v.attribute) AS high
FROM (
  SELECT attribute, min(unit_source_value) AS unit, count(*) AS n, count(DISTINCT image_occurrence_id) AS n_series, count(DISTINCT person_id) AS n_persons,
    count(DISTINCT value_source_value) AS n_unique, median(value_as_number) AS middle
  FROM attribute_value
  GROUP BY attribute
) v
JOIN lookup_attribute a ON a.attribute = v.attribute
ORDER BY n_series DESC, keyword
