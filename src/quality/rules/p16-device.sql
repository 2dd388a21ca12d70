-- P16: A model is of its maker
-- column: headers (0008,0070), (0008,1090)
-- category: plausibility, atemporal
-- context: verification
-- level: note
-- threshold: 5
-- numerator: series of a model that other makers build
-- denominator: series of a model of a known family
-- reads: image_header
-- message: models stand with makers that do not build them: texts were mended or made up
-- fix: look at both texts; add families to mappings/harvest/device-families.tsv
SELECT d.image_occurrence_id AS id,
  max(CASE WHEN concat(' ', lower(in_words(replace(d.maker, '.', ''))), ' ') LIKE concat('% ', f.maker, ' %') THEN 1 ELSE 0 END) = 0 AS failed
FROM (
  SELECT image_occurrence_id, max(CASE WHEN path = '00080070' THEN value END) AS maker, max(CASE WHEN path = '00081090' THEN value END) AS model
  FROM image_header
  WHERE path IN ('00080070', '00081090')
  GROUP BY image_occurrence_id
) d
JOIN list_device_family f ON concat(' ', lower(in_words(d.model)), ' ') LIKE concat('% ', f.family, ' %')
WHERE d.maker IS NOT NULL
GROUP BY d.image_occurrence_id
