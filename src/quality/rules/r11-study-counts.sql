-- R11: A study that tells its number of series tells its number of instances too, and the reverse
-- column: headers (0020,1206), (0020,1208)
-- category: conformance, relational
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: studies with one of the two
-- denominator: studies with either
-- source: I-CDM check 3
-- reads: image_header, occurrence
-- message: studies tell the number of their series without that of their instances, or the reverse
-- fix: ask the archive which of its exports leaves a count out
SELECT min(o.image_occurrence_id) AS id,
  count(CASE WHEN h.path = '00201206' THEN h.value END) = 0 OR count(CASE WHEN h.path = '00201208' THEN h.value END) = 0 AS failed
FROM image_header h
JOIN occurrence o ON o.image_occurrence_id = h.image_occurrence_id
WHERE h.path IN ('00201206', '00201208') AND h.value IS NOT NULL
GROUP BY o.study_instance_uid
