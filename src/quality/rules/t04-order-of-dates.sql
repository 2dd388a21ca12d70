-- T04: A series is not older than its study, a content not older than its acquisition
-- column: headers (0008,0020), (0008,0021), (0008,0022), (0008,0023)
-- category: plausibility, temporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series with dates in another order
-- denominator: series with both dates
-- source: PS3.3 C.7.2.1, C.7.3.1, C.7.6.1
-- reads: image_header
-- message: dates of series and study, or of acquisition and content, are in the wrong order
-- fix: look at the clock of the equipment; derived images keep the acquisition of their source
SELECT p.part, d.image_occurrence_id AS id, CASE WHEN p.part = 'series and study' THEN d.series < d.study ELSE d.acquisition > d.content END AS failed
FROM (
  SELECT image_occurrence_id,
    min(CASE WHEN path = '00080020' THEN day_of(value) END) AS study, min(CASE WHEN path = '00080021' THEN day_of(value) END) AS series,
    min(CASE WHEN path = '00080022' THEN day_of(value) END) AS acquisition, max(CASE WHEN path = '00080023' THEN day_of(value) END) AS content
  FROM image_header
  WHERE path IN ('00080020', '00080021', '00080022', '00080023')
  GROUP BY image_occurrence_id
) d
CROSS JOIN (VALUES ('series and study'), ('acquisition and content')) AS p (part)
WHERE (p.part = 'series and study' AND d.study IS NOT NULL AND d.series IS NOT NULL)
  OR (p.part = 'acquisition and content' AND d.acquisition IS NOT NULL AND d.content IS NOT NULL)
