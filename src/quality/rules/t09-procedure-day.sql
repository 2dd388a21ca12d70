-- T09: Images are of the day of their procedure
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: rows more than a day before or after the procedure
-- denominator: rows whose procedure can be looked up
-- reads: image_occurrence, procedure_occurrence
-- uses: cdm_procedure_occurrence
-- message: images are of another day than their procedure: a wrong link, or days shifted in one of the two only
-- fix: where the days of the CDM are shifted, harvest with its --shifts and check with --cdm-dates shifted; look at procedures.csv
SELECT i.image_occurrence_id AS id, i.image_occurrence_date < add_days(p.procedure_date, -1) OR i.image_occurrence_date > add_days(p.procedure_date, 1) AS failed
FROM image_occurrence i
JOIN (
  SELECT procedure_occurrence_id, procedure_date FROM procedure_occurrence
  UNION
  SELECT procedure_occurrence_id, procedure_date FROM cdm_procedure_occurrence
) p ON p.procedure_occurrence_id = i.procedure_occurrence_id AND p.procedure_date IS NOT NULL
