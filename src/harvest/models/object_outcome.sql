-- What became of structured reports, key object selections and segmentations, object by object and item by item, and of features.csv line by line: each
-- counted once.
SELECT 'report' AS level, outcome, count(*) AS n
FROM (
  SELECT CASE
    WHEN max(i.sop_instance_uid) IS NULL THEN 'no-content'
    WHEN max(i.n_forms) > 1 THEN 'copies-differ'
    WHEN count(CASE WHEN f.waits_for IS NULL THEN f.place END) > 0 THEN 'rows'
    WHEN count(f.place) > 0 THEN concat('pending: ', min(f.waits_for))
    WHEN count(CASE WHEN i.outcome = 'not-verified' THEN 1 END) > 0 THEN 'not-verified'
    WHEN count(CASE WHEN i.outcome = 'code-unresolved' THEN 1 END) > 0 THEN 'codes-unresolved'
    ELSE 'nothing-to-measure'
  END AS outcome
  FROM object_state b
  LEFT JOIN report_item i ON i.sop_instance_uid = b.sop_instance_uid
  LEFT JOIN found_feature f ON f.source = 'report' AND f.object_uid = i.sop_instance_uid AND f.place = i.item_path
  WHERE b.kind = 'sr'
  GROUP BY b.sop_instance_uid
) objects
GROUP BY outcome
UNION ALL
SELECT 'key-object', outcome, count(*)
FROM (
  SELECT CASE
    WHEN max(i.sop_instance_uid) IS NULL THEN 'no-content'
    WHEN max(i.n_forms) > 1 THEN 'copies-differ'
    WHEN max(k.sop_instance_uid) IS NULL THEN 'no-images'
    WHEN NOT max(g.key_objects) THEN 'not-asked-for'
    WHEN count(CASE WHEN f.waits_for IS NULL THEN f.place END) > 0 THEN 'rows'
    ELSE concat('pending: ', coalesce(min(f.waits_for), 'series-not-harvested'))
  END AS outcome
  FROM object_state b
  CROSS JOIN setting g
  LEFT JOIN (SELECT sop_instance_uid, max(n_forms) AS n_forms FROM report_item GROUP BY sop_instance_uid) i ON i.sop_instance_uid = b.sop_instance_uid
  LEFT JOIN (SELECT DISTINCT sop_instance_uid FROM key_object) k ON k.sop_instance_uid = b.sop_instance_uid
  LEFT JOIN found_feature f ON f.source = 'key-object' AND f.object_uid = b.sop_instance_uid
  WHERE b.sop_class_uid = '1.2.840.10008.5.1.4.1.1.88.59'
  GROUP BY b.sop_instance_uid
) objects
GROUP BY outcome
UNION ALL
SELECT 'item', outcome, count(*)
FROM (
  SELECT CASE WHEN f.waits_for IS NOT NULL THEN concat('pending: ', f.waits_for) ELSE i.outcome END AS outcome
  FROM report_item i
  LEFT JOIN found_feature f ON f.source = 'report' AND f.object_uid = i.sop_instance_uid AND f.place = i.item_path
) items
GROUP BY outcome
UNION ALL
SELECT 'segmentation', outcome, count(*)
FROM (
  SELECT CASE
    WHEN max(i.sop_instance_uid) IS NULL AND b.modality = 'RTSTRUCT' THEN 'regions-without-code'
    WHEN max(i.sop_instance_uid) IS NULL AND b.modality = 'ANN' THEN 'no-groups'
    WHEN max(i.sop_instance_uid) IS NULL THEN 'no-segments'
    WHEN max(CASE WHEN i.outcome = 'copies-differ' THEN 1 ELSE 0 END) = 1 THEN 'copies-differ'
    WHEN count(CASE WHEN f.waits_for IS NULL THEN f.place END) > 0 THEN 'rows'
    ELSE concat('pending: ', coalesce(min(f.waits_for), 'series-not-harvested'))
  END AS outcome
  FROM object_state b
  LEFT JOIN segment_item i ON i.sop_instance_uid = b.sop_instance_uid
  LEFT JOIN found_feature f ON f.source = 'segment' AND f.object_uid = i.sop_instance_uid
  WHERE b.kind = 'seg' OR b.modality IN ('RTSTRUCT', 'ANN')
  GROUP BY b.sop_instance_uid, b.modality
) objects
GROUP BY outcome
UNION ALL
SELECT 'segment', outcome, count(*)
FROM (
  SELECT outcome FROM segment_item WHERE outcome <> 'feature'
  UNION ALL
  SELECT CASE WHEN waits_for IS NULL THEN 'feature' ELSE concat('pending: ', waits_for) END FROM found_feature WHERE source = 'segment'
) segments
GROUP BY outcome
UNION ALL
SELECT 'external', CASE WHEN waits_for IS NULL THEN 'feature' ELSE concat('pending: ', waits_for) END, count(*)
FROM found_feature
WHERE source = 'external'
GROUP BY waits_for
UNION ALL
SELECT 'external', 'repeated', r.n
FROM (SELECT (SELECT count(*) FROM site_feature) - (SELECT count(*) FROM found_feature WHERE source = 'external') AS n) r
WHERE r.n > 0
