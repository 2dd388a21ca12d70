-- The geometry of a series: the plane that most of its images have and their share; where one plane holds them all, the distinct places along its normal and
-- the distances between neighbours, in mm.
SELECT p.series_instance_uid, p.plane, p.n_of_plane, p.n_images, p.n_directions,
  s.n_slices, s.least_step, s.greatest_step, s.usual_step, s.span
FROM (
  SELECT series_instance_uid, plane, n_of_plane, n_directions,
    sum(n_of_plane) OVER (PARTITION BY series_instance_uid) AS n_images,
    row_number() OVER (PARTITION BY series_instance_uid ORDER BY n_of_plane DESC, plane) AS choice
  FROM (
    SELECT series_instance_uid, plane, sum(n_images) AS n_of_plane,
      count(DISTINCT concat(round(abs(normal_x), 2), ' ', round(abs(normal_y), 2), ' ', round(abs(normal_z), 2))) AS n_directions
    FROM geometry_place
    GROUP BY series_instance_uid, plane
  ) planes
) p
LEFT JOIN (
  SELECT series_instance_uid, count(*) AS n_slices, min(step) AS least_step, max(step) AS greatest_step, median(step) AS usual_step,
    max(along) - min(along) AS span
  FROM (
    SELECT series_instance_uid, along, along - lag(along) OVER (PARTITION BY series_instance_uid ORDER BY along) AS step
    FROM (SELECT DISTINCT series_instance_uid, along FROM geometry_place WHERE along IS NOT NULL) places
  ) steps
  GROUP BY series_instance_uid
) s ON s.series_instance_uid = p.series_instance_uid
WHERE p.choice = 1
