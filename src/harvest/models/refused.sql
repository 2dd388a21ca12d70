-- refused.tsv: what was not taken, by level and reason, counted.
SELECT 'instance' AS level, outcome AS code, n FROM instance_outcome WHERE outcome <> 'used'
UNION ALL
SELECT 'series', refused, count(*) FROM series_outcome WHERE refused IS NOT NULL GROUP BY refused
UNION ALL
SELECT 'element', outcome, n FROM element_outcome WHERE outcome NOT IN ('feature', 'source')
