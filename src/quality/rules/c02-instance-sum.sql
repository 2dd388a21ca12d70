-- C02: The instances of a study are those of its series
-- column: image_occurrence_source.n_instances
-- category: conformance, computational
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: studies whose series sum up to another number
-- denominator: studies
-- source: I-CDM check 2
-- reads: image_occurrence_source, occurrence, instance
-- message: the instances of the series do not sum up to those of the study
-- fix: harvest again from the same headers
SELECT summed.id, concat(summed.n, ' of ', counted.n) AS found, summed.n <> counted.n AS failed
FROM (
  SELECT o.study_instance_uid, min(o.image_occurrence_id) AS id, sum(s.n_instances) AS n
  FROM occurrence o
  JOIN image_occurrence_source s ON s.image_occurrence_id = o.image_occurrence_id
  GROUP BY o.study_instance_uid
) summed
JOIN (
  SELECT o.study_instance_uid, sum(i.n_instances) AS n
  FROM instance i
  JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
  WHERE i.copy = 1 AND i.kind = 'image'
  GROUP BY o.study_instance_uid
) counted ON counted.study_instance_uid = summed.study_instance_uid
