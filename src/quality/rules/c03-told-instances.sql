-- C03: There are as many instances as the archive tells
-- column: headers (0020,1208), (0020,1209)
-- category: conformance, computational
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: studies and series with more or fewer instances
-- denominator: studies and series that tell the number of their instances
-- source: PS3.18 10.6; DICOMweb tells both
-- reads: image_header, occurrence, instances
-- message: studies and series have more or fewer instances than the archive says
-- fix: scan the whole series; with a sample of each series this rule does not apply, leave it out by --rules
SELECT told.part, told.id, concat(counted.n, ' of ', shown_number(told.n)) AS found, counted.n <> told.n AS failed
FROM (
  SELECT 'series' AS part, series_instance_uid AS uid, min(image_occurrence_id) AS id, max(number_of(value, 'IS')) AS n
  FROM image_header
  WHERE path = '00201209' AND value IS NOT NULL
  GROUP BY series_instance_uid
  UNION ALL
  SELECT 'study', o.study_instance_uid, min(o.image_occurrence_id), max(number_of(h.value, 'IS'))
  FROM image_header h
  JOIN occurrence o ON o.image_occurrence_id = h.image_occurrence_id
  WHERE h.path = '00201208' AND h.value IS NOT NULL
  GROUP BY o.study_instance_uid
) told
JOIN (
  SELECT 'series' AS part, series_instance_uid AS uid, sum(n_instances) AS n FROM instances WHERE status <> 'refused' GROUP BY series_instance_uid
  UNION ALL
  SELECT 'study', study_instance_uid, sum(n_instances) FROM instances WHERE status <> 'refused' GROUP BY study_instance_uid
) counted ON counted.part = told.part AND counted.uid = told.uid
WHERE told.n IS NOT NULL
