-- T02: Images are not much later than death
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: validation
-- level: warning
-- threshold: 0
-- numerator: rows more than 30 days after death
-- denominator: rows of persons who died
-- reads: image_occurrence, cdm_death, cdm_days
-- message: images are of persons who were dead: another patient, or days shifted in one of the two only
-- fix: give --shifts of the CDM; look at the patients that are left
SELECT i.image_occurrence_id AS id, i.image_occurrence_date > add_days(d.death_date, 30) AS failed
FROM image_occurrence i
JOIN cdm_death d ON d.person_id = i.person_id AND d.death_date IS NOT NULL
