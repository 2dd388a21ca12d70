-- plane: of the normal of Image Orientation (Patient), that which most images of the series have. Several planes, none with nine tenths of the images: unsure. Projections
-- without an orientation have none. [PS3.3 C.7.6.2.1.1]
SELECT series_instance_uid, 'plane' AS rule, plane AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN n_of_plane >= 0.9 * n_images THEN 'value' ELSE 'unsure' END AS verdict,
  concat('00200037: ', CAST(n_of_plane AS VARCHAR), ' of ', CAST(n_images AS VARCHAR), ' images') AS inputs
FROM series_geometry
