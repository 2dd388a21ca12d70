-- C04: The distance of slices is Spacing Between Slices
-- column: headers (0018,0088), (0020,0032)
-- category: conformance, computational
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: series whose slices lie otherwise, by more than 1 %
-- denominator: series with a spacing and several positions along one normal
-- source: PS3.3 C.7.6.2.1.1
-- reads: image_header, slice_geometry
-- message: slices do not lie as far from each other as the header says: slices are missing, or the spacing is another thing
-- fix: do not compute volumes from Spacing Between Slices of these series
SELECT g.image_occurrence_id AS id, concat(shown_number(round(g.distance, 3)), ' for ', shown_number(s.spacing)) AS found, abs(g.distance - s.spacing) > 0.01 * s.spacing AS failed
FROM (
  SELECT image_occurrence_id, median(depth - before) AS distance
  FROM (
    SELECT image_occurrence_id, depth, lag(depth) OVER (PARTITION BY image_occurrence_id ORDER BY depth) AS before
    FROM (
      SELECT DISTINCT p.image_occurrence_id, round(p.x * (p.r2 * p.c3 - p.r3 * p.c2) + p.y * (p.r3 * p.c1 - p.r1 * p.c3) + p.z * (p.r1 * p.c2 - p.r2 * p.c1), 2) AS depth
      FROM slice_geometry p
    ) placed
    WHERE depth IS NOT NULL AND image_occurrence_id IN (
      SELECT image_occurrence_id
      FROM slice_geometry
      GROUP BY image_occurrence_id
      HAVING count(DISTINCT concat(round(r1, 3), ' ', round(r2, 3), ' ', round(r3, 3), ' ', round(c1, 3), ' ', round(c2, 3), ' ', round(c3, 3))) = 1
    )
  ) ordered
  WHERE before IS NOT NULL
  GROUP BY image_occurrence_id
) g
JOIN (
  SELECT image_occurrence_id, max(number_of(value, vr)) AS spacing
  FROM image_header
  WHERE path = '00180088' AND sop_instance_uid IS NULL
  GROUP BY image_occurrence_id
) s ON s.image_occurrence_id = g.image_occurrence_id AND s.spacing > 0
