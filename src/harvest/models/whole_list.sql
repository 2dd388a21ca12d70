-- Lists that are kept whole, one for each instance or frame that differs, else one for the series. Values that a whole series or frame shares stand but
-- once in the headers, beside those that differ: a list is put together of both. An instance whose frames have lists of their own has none itself.
SELECT image_occurrence_id, path_id, value, n
FROM (
  SELECT image_occurrence_id, path_id, class, join_ordered(value, value_index, chr(92)) AS value, min(n_instances) AS n,
    count(*) AS size, max(count(*)) OVER (PARTITION BY image_occurrence_id, path_id) AS whole_size
  FROM (
    SELECT image_occurrence_id, path_id, class, coalesce(sop_instance_uid, '') AS sop_instance_uid, coalesce(frame, 0) AS frame, value, value_index, n_instances
    FROM whole_element
    UNION ALL
    SELECT w.image_occurrence_id, w.path_id, w.class, w.sop_instance_uid, w.frame, e.value, e.value_index, w.n_instances
    FROM (
      SELECT image_occurrence_id, path_id, class, coalesce(sop_instance_uid, '') AS sop_instance_uid, coalesce(frame, 0) AS frame, min(n_instances) AS n_instances
      FROM whole_element
      WHERE sop_instance_uid IS NOT NULL OR frame IS NOT NULL
      GROUP BY image_occurrence_id, path_id, class, sop_instance_uid, frame
    ) w
    JOIN whole_element e
      ON e.image_occurrence_id = w.image_occurrence_id AND e.path_id = w.path_id AND e.sop_instance_uid IS NULL
      AND (e.frame IS NULL OR (e.frame = w.frame AND w.sop_instance_uid <> ''))
  ) each
  GROUP BY image_occurrence_id, path_id, class, sop_instance_uid, frame
) lists
WHERE size = whole_size
