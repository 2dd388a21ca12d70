-- T01: Images are of the day of birth or later
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: validation
-- level: error
-- threshold: 0
-- numerator: rows before the birth of the person
-- denominator: rows whose person has a birth
-- reads: image_occurrence, cdm_person
-- message: images are older than the person: another patient, or days shifted in one of the two only
-- fix: give --shifts of the CDM; look at the patients that are left
SELECT i.image_occurrence_id AS id, i.image_occurrence_date
    < TRY_CAST(concat(p.year_of_birth, '-', lpad(CAST(coalesce(p.month_of_birth, 1) AS VARCHAR), 2, '0'), '-', lpad(CAST(coalesce(p.day_of_birth, 1) AS VARCHAR), 2, '0')) AS DATE) AS failed
FROM image_occurrence i
JOIN cdm_person p ON p.person_id = i.person_id AND p.year_of_birth IS NOT NULL
