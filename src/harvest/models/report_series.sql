-- The series that a measurement of a report is of: named by the nearest item around it that holds a reference; else by the object's own references; else the
-- only series, or the first, of the study that the report belongs to. [PS3.16 TID 1501; PS3.3 C.17.2]
SELECT
  x.sop_instance_uid, x.item_path,
  coalesce(x.series_instance_uid, CASE WHEN x.rank IS NULL THEN coalesce(o.series_instance_uid, t.series_instance_uid)
    WHEN x.rank = 9 AND t.n_series = 1 THEN t.series_instance_uid END) AS series_instance_uid,
  coalesce(x.image_occurrence_id, CASE WHEN x.rank IS NULL AND o.sop_instance_uid IS NOT NULL THEN o.image_occurrence_id
    WHEN x.rank IS NULL OR (x.rank = 9 AND t.n_series = 1) THEN t.image_occurrence_id END) AS image_occurrence_id,
  CASE
    WHEN x.rank < 8 AND x.n_series > 1 THEN 'one of several series'
    WHEN x.rank = 1 THEN 'segmentation'
    WHEN x.rank = 2 THEN 'series'
    WHEN x.rank = 3 THEN 'irradiation event'
    WHEN x.rank = 4 THEN 'image'
    WHEN x.rank = 8 THEN 'series'
    WHEN x.rank = 9 AND t.n_series > 1 THEN 'irradiation event'
    WHEN o.sop_instance_uid IS NOT NULL THEN 'evidence'
    WHEN t.n_series = 1 THEN 'only series of the study'
    ELSE 'first series of the study'
  END AS found_by
FROM (
  SELECT i.sop_instance_uid, i.item_path, n.series_instance_uid, n.image_occurrence_id, n.rank, n.n_series,
    row_number() OVER (PARTITION BY i.sop_instance_uid, i.item_path ORDER BY i.scope_depth DESC) AS nearest
  FROM report_scope i
  LEFT JOIN (
    SELECT sop_instance_uid, scope_path, series_instance_uid, image_occurrence_id, rank, n_series,
      row_number() OVER (PARTITION BY sop_instance_uid, scope_path ORDER BY rank, n DESC, image_occurrence_id, series_instance_uid) AS choice
    FROM (
      SELECT r.sop_instance_uid, s.scope_path, r.series_instance_uid, r.image_occurrence_id, r.rank, count(*) AS n,
        count(*) OVER (PARTITION BY r.sop_instance_uid, s.scope_path, r.rank) AS n_series
      FROM report_reference r
      JOIN report_scope s ON s.sop_instance_uid = r.sop_instance_uid AND s.item_path = r.item_path
      GROUP BY r.sop_instance_uid, s.scope_path, r.series_instance_uid, r.image_occurrence_id, r.rank
    ) counted
  ) n ON n.sop_instance_uid = i.sop_instance_uid AND n.scope_path = i.scope_path AND n.choice = 1
  WHERE i.outcome IN ('measurement', 'observation') AND (n.choice = 1 OR i.scope_depth = 1)
) x
JOIN object_state b ON b.sop_instance_uid = x.sop_instance_uid
LEFT JOIN object_series o ON o.sop_instance_uid = x.sop_instance_uid AND o.choice = 1
LEFT JOIN (
  SELECT study_instance_uid, series_instance_uid, image_occurrence_id,
    count(*) OVER (PARTITION BY study_instance_uid) AS n_series,
    row_number() OVER (PARTITION BY study_instance_uid ORDER BY image_occurrence_id) AS choice
  FROM series_id
) t ON t.study_instance_uid = b.study_instance_uid AND t.choice = 1
WHERE x.nearest = 1
