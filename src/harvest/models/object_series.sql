-- The series that an object refers to outside its content, most referenced first: by a series' UID, or by those of its images. choice 1 is the one that rows
-- stand on; a series that is not used only where no other is there. [PS3.3 C.17.2.1, C.7.6.16.2.6, 10.3]
SELECT sop_instance_uid, series_instance_uid, image_occurrence_id, n, choice,
  count(image_occurrence_id) OVER (PARTITION BY sop_instance_uid) AS n_used
FROM (
  SELECT sop_instance_uid, series_instance_uid, image_occurrence_id, count(*) AS n,
    row_number() OVER (PARTITION BY sop_instance_uid
      ORDER BY CASE WHEN image_occurrence_id IS NULL THEN 1 ELSE 0 END, count(*) DESC, image_occurrence_id, series_instance_uid) AS choice
  FROM (
    SELECT r.sop_instance_uid, coalesce(m.series_instance_uid, r.referenced_series_instance_uid) AS series_instance_uid,
      coalesce(m.image_occurrence_id, s.image_occurrence_id) AS image_occurrence_id
    FROM object_reference r
    JOIN object_state o ON o.sop_instance_uid = r.sop_instance_uid
    LEFT JOIN image_series m ON m.sop_instance_uid = r.referenced_sop_instance_uid
    LEFT JOIN series_id s ON s.series_instance_uid = r.referenced_series_instance_uid
    WHERE coalesce(m.series_instance_uid, r.referenced_series_instance_uid) IS NOT NULL
    UNION ALL
    SELECT DISTINCT g.sop_instance_uid, g.referenced_series_instance_uid, s.image_occurrence_id
    FROM segments g
    LEFT JOIN series_id s ON s.series_instance_uid = g.referenced_series_instance_uid
    WHERE g.referenced_series_instance_uid IS NOT NULL
  ) named
  GROUP BY sop_instance_uid, series_instance_uid, image_occurrence_id
) counted
