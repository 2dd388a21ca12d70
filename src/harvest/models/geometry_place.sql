-- Where each image or frame of a series lies: its direction cosines, its plane by the normal, its place along the normal. A component that all images share
-- is one row of the headers, those that differ are rows of each image: the finest place takes what it lacks from the coarser ones.
-- [PS3.3 C.7.6.2.1.1]
SELECT series_instance_uid, sop_instance_uid, frame, n_images, normal_x, normal_y, normal_z,
  CASE
    WHEN abs(normal_z) > 0.8 THEN 'axial'
    WHEN abs(normal_x) > 0.8 THEN 'sagittal'
    WHEN abs(normal_y) > 0.8 THEN 'coronal'
    ELSE 'oblique'
  END AS plane,
  round(normal_x * x + normal_y * y + normal_z * z, 2) AS along
FROM (
  SELECT placed.*, (r2 * c3 - r3 * c2) / length AS normal_x, (r3 * c1 - r1 * c3) / length AS normal_y, (r1 * c2 - r2 * c1) / length AS normal_z
  FROM (
    SELECT each.*, sqrt((r2 * c3 - r3 * c2) * (r2 * c3 - r3 * c2) + (r3 * c1 - r1 * c3) * (r3 * c1 - r1 * c3) + (r1 * c2 - r2 * c1) * (r1 * c2 - r2 * c1)) AS length
    FROM (
      SELECT k.series_instance_uid, k.sop_instance_uid, k.frame, k.n_images,
        coalesce(k.r1, o.r1, s.r1) AS r1, coalesce(k.r2, o.r2, s.r2) AS r2, coalesce(k.r3, o.r3, s.r3) AS r3,
        coalesce(k.c1, o.c1, s.c1) AS c1, coalesce(k.c2, o.c2, s.c2) AS c2, coalesce(k.c3, o.c3, s.c3) AS c3,
        coalesce(k.x, o.x, s.x) AS x, coalesce(k.y, o.y, s.y) AS y, coalesce(k.z, o.z, s.z) AS z
      FROM (
        SELECT g.*, max(detail) OVER (PARTITION BY series_instance_uid) AS finest FROM geometry_value g
      ) k
      LEFT JOIN (SELECT * FROM geometry_value WHERE detail = 1) o
        ON o.series_instance_uid = CASE WHEN k.detail = 2 THEN k.series_instance_uid END AND o.sop_instance_uid = k.sop_instance_uid
      LEFT JOIN (SELECT * FROM geometry_value WHERE detail = 0) s ON s.series_instance_uid = CASE WHEN k.detail > 0 THEN k.series_instance_uid END
      WHERE k.detail = k.finest
    ) each
  ) placed
  WHERE length > 0.5
) normal
