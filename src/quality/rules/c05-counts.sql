-- C05: What was read is what was used and what was refused
-- column: manifest.json
-- category: conformance, computational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: tables whose counts do not add up
-- denominator: tables
-- reads: instances, elements, image_occurrence, procedure_occurrence, measurement, image_feature
-- uses: observation
-- message: counts of the manifest and rows of the tables differ: rows were lost, added or changed after the harvest
-- fix: harvest again; change no file of the harvest by hand
SELECT t.part, concat(t.n, ' of ', coalesce(m.n, 0)) AS found, t.n <> coalesce(m.n, 0) AS failed
FROM (
  SELECT 'instances' AS part, count(*) AS n FROM instances
  UNION ALL SELECT 'elements', count(*) FROM elements
  UNION ALL SELECT 'image_occurrence', count(*) FROM image_occurrence
  UNION ALL SELECT 'series', count(*) FROM image_occurrence
  UNION ALL SELECT 'procedure_occurrence', count(*) FROM procedure_occurrence
  UNION ALL SELECT 'measurement', count(*) FROM measurement
  UNION ALL SELECT 'observation', count(*) FROM observation
  UNION ALL SELECT 'image_feature', count(*) FROM image_feature
) t
LEFT JOIN (
  SELECT CASE WHEN section = 'rows' THEN name ELSE section END AS part, sum(n) AS n
  FROM manifest_count
  WHERE section IN ('rows', 'instances', 'elements') OR (section = 'series' AND name = 'used')
  GROUP BY CASE WHEN section = 'rows' THEN name ELSE section END
) m ON m.part = t.part
