-- maker: one spelling for each manufacturer, by manufacturers.tsv.
SELECT i.series_instance_uid, 'maker' AS rule, m.manufacturer AS value, CAST(NULL AS DOUBLE) AS number, 'value' AS verdict, '00080070' AS inputs
FROM series_input i
JOIN (
  SELECT maker, manufacturer, row_number() OVER (PARTITION BY maker ORDER BY rank) AS choice
  FROM (
    SELECT d.maker, l.manufacturer, CAST(l.rank AS INTEGER) AS rank
    FROM (SELECT DISTINCT maker FROM series_input WHERE maker IS NOT NULL) d
    CROSS JOIN list_manufacturer l
    WHERE matches(lower(trim(d.maker)), l.pattern)
  ) each
) m ON m.maker = i.maker AND m.choice = 1
