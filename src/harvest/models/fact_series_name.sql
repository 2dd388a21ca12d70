-- series-name: one name for what is named in many ways, of facts that are all sure: modality, weighting of MR, plane, without or with contrast, phase. Nothing where one
-- of them is not known or not sure, or where the images are localizers, projections or saved screens. `MR T1 AXIAL PRE`, `CT CORONAL POST ARTERIAL`
SELECT i.series_instance_uid, 'series-name' AS rule,
  concat(i.modality, CASE WHEN i.modality = 'MR' THEN concat(' ', coalesce(w.value, i.acquisition_contrast)) ELSE '' END, ' ', upper(p.value),
    CASE c.value WHEN 'yes' THEN ' POST' ELSE ' PRE' END, CASE WHEN c.value = 'yes' AND h.value IS NOT NULL THEN concat(' ', upper(h.value)) ELSE '' END) AS value,
  CAST(NULL AS DOUBLE) AS number, 'value' AS verdict,
  concat('plane, contrast', CASE WHEN w.value IS NOT NULL THEN ', weighting' WHEN i.modality = 'MR' THEN ', 00089209' ELSE '' END,
    CASE WHEN h.value IS NOT NULL THEN ', phase' ELSE '' END) AS inputs
FROM series_input i
JOIN fact_plane p ON p.series_instance_uid = i.series_instance_uid AND p.verdict = 'value'
JOIN fact_contrast c ON c.series_instance_uid = i.series_instance_uid AND c.verdict = 'value'
LEFT JOIN fact_weighting w ON w.series_instance_uid = i.series_instance_uid AND w.verdict = 'value'
LEFT JOIN fact_phase h ON h.series_instance_uid = i.series_instance_uid AND h.verdict = 'value'
LEFT JOIN fact_image_kind k ON k.series_instance_uid = i.series_instance_uid AND k.value <> 'DERIVED'
WHERE (i.modality = 'CT' OR (i.modality = 'MR' AND coalesce(w.value, i.acquisition_contrast) IS NOT NULL))
  AND k.series_instance_uid IS NULL AND coalesce(i.image_type, '') NOT LIKE '%|LOCALIZER|%'
