-- P14: The sex in the header is that of the person
-- column: headers (0010,0040)
-- category: plausibility, atemporal
-- context: validation
-- level: warning
-- threshold: 1
-- numerator: series of another sex
-- denominator: series whose header and whose person say male or female
-- reads: image_header, cdm_person
-- message: header and PERSON are of another sex: images may be of another patient
-- fix: look at the patients; images of a wrong patient must be mended in the archive
SELECT h.image_occurrence_id AS id, h.value AS found, p.gender_concept_id <> CASE WHEN h.value = 'M' THEN 8507 ELSE 8532 END AS failed
FROM image_header h
JOIN cdm_person p ON p.person_id = h.person_id AND p.gender_concept_id IN (8507, 8532)
WHERE h.path = '00100040' AND h.value IN ('M', 'F')
GROUP BY h.image_occurrence_id, h.value, p.gender_concept_id
