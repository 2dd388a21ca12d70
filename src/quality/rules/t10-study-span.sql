-- T10: The series of a study are of three days at most
-- column: IMAGE_OCCURRENCE.image_occurrence_date
-- category: plausibility, temporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: studies of more than three days
-- denominator: studies
-- reads: image_occurrence
-- message: studies span more than three days: two examinations under one UID, or a wrong clock
-- fix: look at the studies in the archive
SELECT min(image_occurrence_id) AS id, max(image_occurrence_date) > add_days(min(image_occurrence_date), 3) AS failed
FROM image_occurrence
GROUP BY image_study_uid
