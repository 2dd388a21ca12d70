-- slices, spacing, gap, coverage (mm), isotropic: of the places along the normal, where all images have one direction. Spacing that differs by more than 1 % (and
-- 0.02 mm) between neighbours, or several images at one place: unsure. Spacing only where the header does not say it. [PS3.3 C.7.6.2.1.1]
SELECT series_instance_uid, r.rule,
  CASE WHEN r.rule = 'isotropic' THEN CASE WHEN abs(usual_step - pixel_spacing) <= 0.1 * pixel_spacing THEN 'yes' ELSE 'no' END END AS value,
  CASE r.rule
    WHEN 'slices' THEN CAST(n_slices AS DOUBLE)
    WHEN 'spacing' THEN usual_step
    WHEN 'gap' THEN round(usual_step - slice_thickness, 2)
    WHEN 'coverage' THEN round(span + coalesce(slice_thickness, usual_step), 2)
  END AS number,
  CASE WHEN r.rule = 'slices' OR is_even THEN 'value' ELSE 'unsure' END AS verdict,
  concat('00200032: ', CAST(n_slices AS VARCHAR), ' places') AS inputs
FROM (
  SELECT g.series_instance_uid, g.n_slices, g.span, i.slice_thickness, i.pixel_spacing, i.slice_spacing, round(g.usual_step, 3) AS usual_step,
    greatest(g.greatest_step - g.usual_step, g.usual_step - g.least_step) <= greatest(0.01 * g.usual_step, 0.02) AS is_even
  FROM series_geometry g
  JOIN series_input i ON i.series_instance_uid = g.series_instance_uid
  WHERE g.n_of_plane = g.n_images AND g.n_directions = 1 AND g.n_slices > 2 AND i.modality IN ('CT', 'MR', 'PT', 'NM')
) each
CROSS JOIN (VALUES ('slices'), ('spacing'), ('gap'), ('coverage'), ('isotropic')) AS r (rule)
WHERE r.rule = 'slices' OR r.rule = 'coverage' OR (r.rule = 'spacing' AND slice_spacing IS NULL)
  OR (r.rule = 'gap' AND slice_thickness IS NOT NULL) OR (r.rule = 'isotropic' AND pixel_spacing IS NOT NULL)
