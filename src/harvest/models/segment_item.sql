-- The segments of segmentations, the coded regions of structure sets and the groups of bulk annotations, each once. Copies of an object that differ are not read.
SELECT DISTINCT
  s.sop_instance_uid, s.segment_number, s.category_code, s.category_scheme, s.category_meaning, s.type_code, s.type_scheme, s.type_meaning,
  s.region_code, s.region_scheme, s.region_meaning, s.algorithm_type, s.algorithm_name, s.algorithm_version, s.tracking_uid, s.content_datetime, s.n_annotations,
  CASE WHEN f.n_forms > 1 AND o.n_copies > 1 THEN 'copies-differ' ELSE 'feature' END AS outcome
FROM segments s
JOIN object_state o ON o.sop_instance_uid = s.sop_instance_uid
JOIN (
  SELECT sop_instance_uid, max(n) AS n_forms
  FROM (
    SELECT sop_instance_uid, segment_number,
      count(DISTINCT concat(coalesce(type_scheme, ''), '^', coalesce(type_code, ''), '^', coalesce(category_code, ''), '^', coalesce(tracking_uid, ''), '^',
        coalesce(CAST(n_annotations AS VARCHAR), ''))) AS n
    FROM segments
    GROUP BY sop_instance_uid, segment_number
  ) forms
  GROUP BY sop_instance_uid
) f ON f.sop_instance_uid = s.sop_instance_uid
