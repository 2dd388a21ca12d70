-- The segments of segmentations, the coded regions of structure sets and the groups of bulk annotations, each once. Copies of an object that differ in what is
-- written are not read. n_same: segments of the object that have the same number, or none.
SELECT i.*, count(*) OVER (PARTITION BY i.sop_instance_uid, i.segment_number) AS n_same
FROM (
  SELECT
    s.sop_instance_uid, s.segment_number, s.category_code, s.category_scheme, min(s.category_meaning) AS category_meaning, s.type_code, s.type_scheme,
    min(s.type_meaning) AS type_meaning, s.region_code, s.region_scheme, min(s.region_meaning) AS region_meaning, s.algorithm_type, s.algorithm_name,
    s.algorithm_version, s.tracking_uid, s.content_datetime, s.n_annotations,
    CASE WHEN f.n_forms > 1 AND o.n_copies > 1 THEN 'copies-differ' ELSE 'feature' END AS outcome
  FROM segments s
  JOIN object_state o ON o.sop_instance_uid = s.sop_instance_uid
  JOIN (
    SELECT sop_instance_uid, max(n) AS n_forms
    FROM (
      SELECT sop_instance_uid, segment_number,
        count(DISTINCT concat(coalesce(type_scheme, ''), '^', coalesce(type_code, ''), '^', coalesce(category_scheme, ''), '^', coalesce(category_code, ''), '^',
          coalesce(region_scheme, ''), '^', coalesce(region_code, ''), '^', coalesce(tracking_uid, ''), '^', coalesce(algorithm_type, ''), '^',
          coalesce(algorithm_name, ''), '^', coalesce(algorithm_version, ''), '^', coalesce(content_datetime, ''), '^',
          coalesce(CAST(n_annotations AS VARCHAR), ''))) AS n
      FROM segments
      GROUP BY sop_instance_uid, segment_number
    ) forms
    GROUP BY sop_instance_uid
  ) f ON f.sop_instance_uid = s.sop_instance_uid
  GROUP BY s.sop_instance_uid, s.segment_number, s.category_code, s.category_scheme, s.type_code, s.type_scheme, s.region_code, s.region_scheme,
    s.algorithm_type, s.algorithm_name, s.algorithm_version, s.tracking_uid, s.content_datetime, s.n_annotations, f.n_forms, o.n_copies,
    CASE WHEN o.n_copies = 1 THEN s.label END
) i
