-- T05: Images are of a day on which there were such images
-- column: IMAGE_OCCURRENCE.image_occurrence_date, MEASUREMENT.measurement_datetime
-- category: plausibility, temporal
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: days and times of acquisition in the future, or before the modality was there
-- denominator: series, by their day and by their time of acquisition, before any shift
-- reads: series_outcome, occurrence, instance
-- message: images are of the future, or older than their modality
-- fix: look at the clock of the equipment; years are in mappings/harvest/first-years.tsv
SELECT d.part, d.id, d.day > g.today OR year(d.day) < coalesce(own.year, others.year) AS failed
FROM (
  SELECT 'day' AS part, o.image_occurrence_id AS id, o.modality, s.day
  FROM occurrence o
  JOIN series_outcome s ON s.series_instance_uid = o.series_instance_uid
  UNION ALL
  SELECT 'acquisition', o.image_occurrence_id, o.modality, min(day_of(i.acquisition_datetime))
  FROM occurrence o
  JOIN instance i ON i.series_instance_uid = o.series_instance_uid AND i.copy = 1 AND i.kind = 'image'
  GROUP BY o.image_occurrence_id, o.modality
) d
CROSS JOIN check_setting g
LEFT JOIN list_first_year own ON own.modality = d.modality
CROSS JOIN (SELECT min(year) AS year FROM list_first_year WHERE modality IS NULL) others
WHERE d.day IS NOT NULL
