-- P03: No two series are the same but for their UIDs
-- column: headers
-- category: plausibility, uniqueness
-- context: verification
-- level: note
-- threshold: 1
-- numerator: series with a twin
-- denominator: series
-- reads: image_header, image_occurrence_source
-- message: series look as if they had been sent again under other UIDs: their images count twice
-- fix: compare the series; leave one of them out of the scan
SELECT image_occurrence_id AS id, count(*) OVER (PARTITION BY person_id, n_instances, headers) > 1 AS failed
FROM (
  SELECT h.image_occurrence_id, h.person_id, s.n_instances,
    md5(join_ordered(concat(h.path, '.', h.value_index, '=', coalesce(h.value, h.code_value, '')), concat(h.path, '.', h.value_index, '=', coalesce(h.value, h.code_value, '')), '|')) AS headers
  FROM image_header h
  JOIN image_occurrence_source s ON s.image_occurrence_id = h.image_occurrence_id
  WHERE h.sop_instance_uid IS NULL AND h.frame IS NULL AND h.vr <> 'UI' AND h.tag <> '00200011'
  GROUP BY h.image_occurrence_id, h.person_id, s.n_instances
) series
