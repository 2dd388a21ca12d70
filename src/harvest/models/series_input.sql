-- What the rules of derived facts read of the headers of a series, in one row. least and greatest: of numbers that differ between images.
SELECT
  o.series_instance_uid, o.image_occurrence_id, o.modality,
  min(CASE WHEN e.tag = '00180080' THEN n.number END) AS repetition_time,
  min(CASE WHEN e.tag IN ('00180081', '00189082') THEN n.number END) AS least_echo_time,
  max(CASE WHEN e.tag IN ('00180081', '00189082') THEN n.number END) AS greatest_echo_time,
  max(CASE WHEN e.tag IN ('00180082', '00189079') THEN n.number END) AS inversion_time,
  max(CASE WHEN e.tag = '00181314' THEN n.number END) AS flip_angle,
  max(CASE WHEN e.tag = '00189087' THEN n.number END) AS b_value,
  max(CASE WHEN e.tag = '00189345' THEN n.number END) AS ctdi_vol,
  min(CASE WHEN e.tag = '00180050' THEN n.number END) AS slice_thickness,
  max(CASE WHEN e.tag = '00180088' THEN n.number END) AS slice_spacing,
  min(CASE WHEN e.tag = '00280030' THEN n.number END) AS pixel_spacing,
  max(CASE WHEN e.tag = '00180020' AND e.value = 'SE' THEN 1 ELSE 0 END) = 1 AS is_spin_echo,
  max(CASE WHEN e.tag = '00180020' AND e.value = 'GR' THEN 1 ELSE 0 END) = 1 AS is_gradient_echo,
  max(CASE WHEN e.tag = '00180020' AND e.value = 'IR' THEN 1 ELSE 0 END) = 1 AS is_inversion_recovery,
  max(CASE WHEN e.tag = '00180020' AND e.value IN ('EP', 'RM') THEN 1 ELSE 0 END) = 1 AS is_other_sequence,
  max(CASE WHEN e.tag = '00089209' AND e.value <> 'UNKNOWN' THEN e.value END) AS acquisition_contrast,
  max(CASE WHEN e.path IN ('00180010', '00181048') AND NOT matches(lower(trim(e.value)), '^(none|no|n|without|ohne|sans|-|0)$') THEN 1
    WHEN e.tag = '00180012' AND e.code_value IS NOT NULL THEN 1
    WHEN e.path = '00181041' AND n.number > 0 THEN 1 ELSE 0 END) = 1 AS has_agent,
  max(CASE WHEN e.path IN ('00180010', '00181048') AND matches(lower(trim(e.value)), '^(none|no|n|without|ohne|sans|-|0)$') THEN 1
    WHEN e.path = '00181041' AND n.number = 0 THEN 1 ELSE 0 END) = 1 AS denies_agent,
  min(CASE WHEN e.path = '00181042' THEN time_of(e.value) END) AS contrast_start,
  min(CASE WHEN e.path = '00080032' THEN time_of(e.value) END) AS acquisition_start,
  max(CASE WHEN e.tag = '00189022' AND e.value IS NOT NULL THEN 1 ELSE 0 END) = 1 AS says_blood_signal,
  max(concat('|', y.tokens, '|')) AS image_type,
  min(CASE WHEN e.path = '00080070' THEN e.value END) AS maker
FROM occurrence o
LEFT JOIN elements e ON e.series_instance_uid = o.series_instance_uid
  AND e.tag IN ('00180080', '00180081', '00189082', '00180082', '00189079', '00181314', '00189087', '00189345', '00180050', '00180088', '00280030',
    '00180020', '00089209', '00180010', '00181048', '00180012', '00181041', '00181042', '00080032', '00080008', '00080070', '00189022')
LEFT JOIN (
  SELECT series_instance_uid, join_ordered(value, value, '|') AS tokens
  FROM (SELECT DISTINCT series_instance_uid, upper(trim(value)) AS value FROM elements WHERE tag IN ('00080008', '00089007') AND value IS NOT NULL) each
  GROUP BY series_instance_uid
) y ON y.series_instance_uid = o.series_instance_uid
CROSS JOIN LATERAL (SELECT CASE WHEN e.vr IN ('DS', 'FD', 'FL', 'IS') THEN number_of(e.value, e.vr) END AS number) n
GROUP BY o.series_instance_uid, o.image_occurrence_id, o.modality
