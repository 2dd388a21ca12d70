-- Where a profile counts images that have no Instance Number (0020,0013): their place along the normal of their plane. [PS3.3 C.7.6.2.1.1]
SELECT series_instance_uid, sop_instance_uid,
  row_number() OVER (PARTITION BY series_instance_uid ORDER BY along, sop_instance_uid) AS place
FROM (
  SELECT p.series_instance_uid, p.sop_instance_uid,
    (o.row_y * o.column_z - o.row_z * o.column_y) * p.x + (o.row_z * o.column_x - o.row_x * o.column_z) * p.y
      + (o.row_x * o.column_y - o.row_y * o.column_x) * p.z AS along
  FROM (
    SELECT e.series_instance_uid, e.sop_instance_uid,
      max(CASE WHEN e.value_index = 1 THEN number_of(e.value, 'DS') END) AS x,
      max(CASE WHEN e.value_index = 2 THEN number_of(e.value, 'DS') END) AS y,
      max(CASE WHEN e.value_index = 3 THEN number_of(e.value, 'DS') END) AS z
    FROM elements e
    JOIN (SELECT DISTINCT series_instance_uid FROM image_file WHERE instance_number IS NULL) f ON f.series_instance_uid = e.series_instance_uid
    WHERE e.path = '00200032' AND e.sop_instance_uid IS NOT NULL
    GROUP BY e.series_instance_uid, e.sop_instance_uid
  ) p
  JOIN (
    SELECT e.series_instance_uid, e.sop_instance_uid,
      max(CASE WHEN e.value_index = 1 THEN number_of(e.value, 'DS') END) AS row_x,
      max(CASE WHEN e.value_index = 2 THEN number_of(e.value, 'DS') END) AS row_y,
      max(CASE WHEN e.value_index = 3 THEN number_of(e.value, 'DS') END) AS row_z,
      max(CASE WHEN e.value_index = 4 THEN number_of(e.value, 'DS') END) AS column_x,
      max(CASE WHEN e.value_index = 5 THEN number_of(e.value, 'DS') END) AS column_y,
      max(CASE WHEN e.value_index = 6 THEN number_of(e.value, 'DS') END) AS column_z
    FROM elements e
    WHERE e.path = '00200037'
    GROUP BY e.series_instance_uid, e.sop_instance_uid
  ) o ON o.series_instance_uid = p.series_instance_uid AND coalesce(o.sop_instance_uid, p.sop_instance_uid) = p.sop_instance_uid
) placed
WHERE along IS NOT NULL
