-- C01: A study has as many series as the archive tells
-- column: headers (0020,1206)
-- category: conformance, computational
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: studies with more or fewer series
-- denominator: studies that tell the number of their series
-- source: I-CDM check 1
-- reads: image_header, occurrence, instances
-- message: studies have more or fewer series than the archive says: series are missing or came twice
-- fix: scan the whole study; ask the archive for the series that are missing
SELECT told.id, concat(counted.n, ' of ', shown_number(told.n)) AS found, counted.n <> told.n AS failed
FROM (
  SELECT o.study_instance_uid, min(o.image_occurrence_id) AS id, max(number_of(h.value, 'IS')) AS n
  FROM image_header h
  JOIN occurrence o ON o.image_occurrence_id = h.image_occurrence_id
  WHERE h.path = '00201206' AND h.value IS NOT NULL
  GROUP BY o.study_instance_uid
) told
JOIN (
  SELECT study_instance_uid, count(DISTINCT series_instance_uid) AS n FROM instances WHERE status <> 'refused' GROUP BY study_instance_uid
) counted ON counted.study_instance_uid = told.study_instance_uid
WHERE told.n IS NOT NULL
