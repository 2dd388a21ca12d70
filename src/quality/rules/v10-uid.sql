-- V10: UIDs of studies and series are UIDs
-- column: IMAGE_OCCURRENCE.image_study_uid, image_series_uid
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: texts of another form or more than 64 characters
-- denominator: UIDs of studies and series
-- source: PS3.5 9.1
-- reads: image_occurrence
-- message: UIDs have a form that other systems refuse
-- fix: look at the system that made them; without --identified each is replaced by a valid one
SELECT part, id, length(uid) > 64 OR NOT matches(uid, '^[0-2]([.](0|[1-9][0-9]*))+$') AS failed
FROM (
  SELECT 'study' AS part, min(image_occurrence_id) AS id, image_study_uid AS uid FROM image_occurrence GROUP BY image_study_uid
  UNION ALL
  SELECT 'series', image_occurrence_id, image_series_uid FROM image_occurrence
) u
