-- T07: All days of a person are shifted by the same number of days
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose day is not that of the header and the shift
-- denominator: rows of IMAGE_OCCURRENCE
-- reads: image_occurrence, occurrence, series_outcome, known_person
-- message: days of one person were shifted by different numbers: what came before is now after
-- fix: harvest all images of the person again with one crosswalk
SELECT i.image_occurrence_id AS id, coalesce(i.image_occurrence_date <> add_days(s.day, k.shift_days), TRUE) AS failed
FROM image_occurrence i
JOIN occurrence o ON o.image_occurrence_id = i.image_occurrence_id
JOIN series_outcome s ON s.series_instance_uid = o.series_instance_uid
LEFT JOIN (SELECT person_id, min(shift_days) AS shift_days FROM known_person GROUP BY person_id) k ON k.person_id = i.person_id
