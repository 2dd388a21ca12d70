-- T03: Images are of a day of their visit
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: validation
-- level: warning
-- threshold: 1
-- numerator: rows more than a day before or after the visit
-- denominator: rows whose visit the CDM has
-- reads: image_occurrence, cdm_visit_occurrence, cdm_days
-- message: images are not of the time of their visit: a wrong link, or days shifted in one of the two only
-- fix: where the days of the CDM are shifted, harvest with its --shifts and check with --cdm-dates shifted; look at visits.csv
SELECT i.image_occurrence_id AS id,
  i.image_occurrence_date < add_days(v.visit_start_date, -1) OR i.image_occurrence_date > add_days(coalesce(v.visit_end_date, v.visit_start_date), 1) AS failed
FROM image_occurrence i
JOIN cdm_visit_occurrence v ON v.visit_occurrence_id = i.visit_occurrence_id AND v.visit_start_date IS NOT NULL
