-- reads: attribute_value
SELECT attribute, min(CASE WHEN up = least_cell THEN low END) AS low, min(CASE WHEN down = least_cell THEN high END) AS high
FROM (
  SELECT p.attribute, p.low, p.high, g.least_cell,
    row_number() OVER (PARTITION BY p.attribute ORDER BY p.low, p.person_id) AS up,
    row_number() OVER (PARTITION BY p.attribute ORDER BY p.high DESC, p.person_id) AS down
  FROM (
    SELECT attribute, person_id, min(value_as_number) AS low, max(value_as_number) AS high
    FROM attribute_value
    WHERE value_as_number IS NOT NULL
    GROUP BY attribute, person_id
  ) p
  CROSS JOIN report_setting g
) ranked
GROUP BY attribute
