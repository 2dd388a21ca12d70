-- T06: Images are of a time in which the person is observed
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: validation
-- level: note
-- threshold: 10
-- numerator: rows outside every period of their person
-- denominator: rows of IMAGE_OCCURRENCE
-- reads: image_occurrence, cdm_observation_period, cdm_days
-- message: images are of a time that the CDM does not know: analyses leave them out
-- fix: make the periods again after the images are loaded
SELECT i.image_occurrence_id AS id, count(p.person_id) = 0 AS failed
FROM image_occurrence i
LEFT JOIN cdm_observation_period p
  ON p.person_id = i.person_id AND i.image_occurrence_date BETWEEN p.observation_period_start_date AND p.observation_period_end_date
GROUP BY i.image_occurrence_id
