-- weighting of MR: nothing where Acquisition Contrast (0008,9209) is coded; else b-value, inversion time with echo time, repetition and echo time by the kind of
-- sequence; words of the series last. Two that differ: unsure. Times in ms, angles in degrees. [PS3.3 C.8.3.1, C.8.13.3]
SELECT series_instance_uid, 'weighting' AS rule, coalesce(measured, said) AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN (measured IS NOT NULL AND said IS NOT NULL AND measured <> said) OR n_said > 1 THEN 'unsure' ELSE 'value' END AS verdict,
  concat('TR ', coalesce(number_text(repetition_time), '-'), ' TE ', coalesce(number_text(least_echo_time), '-'), ' TI ',
    coalesce(number_text(inversion_time), '-'), CASE WHEN said IS NULL THEN '' ELSE '; words' END) AS inputs
FROM (
  SELECT i.series_instance_uid, i.repetition_time, i.least_echo_time, i.inversion_time, s.said, s.n_said,
    CASE
      WHEN i.b_value > 0 THEN 'DIFFUSION'
      WHEN i.greatest_echo_time > i.least_echo_time THEN NULL
      WHEN i.is_inversion_recovery AND i.inversion_time >= 1500 AND i.least_echo_time >= 70 THEN 'FLUID_ATTENUATED'
      WHEN i.is_inversion_recovery AND i.inversion_time BETWEEN 80 AND 300 AND i.repetition_time > 1500 THEN 'STIR'
      WHEN i.is_inversion_recovery OR i.is_other_sequence THEN NULL
      WHEN i.is_spin_echo AND i.repetition_time < 800 AND i.least_echo_time < 30 THEN 'T1'
      WHEN i.is_spin_echo AND i.repetition_time > 2000 AND i.least_echo_time > 80 THEN 'T2'
      WHEN i.is_spin_echo AND i.repetition_time > 2000 AND i.least_echo_time < 30 THEN 'PROTON_DENSITY'
      WHEN i.is_gradient_echo AND NOT i.is_spin_echo AND i.least_echo_time >= 15 AND i.flip_angle <= 30 THEN 'T2_STAR'
      WHEN i.is_gradient_echo AND NOT i.is_spin_echo AND i.least_echo_time < 10 AND i.flip_angle >= 50 THEN 'T1'
    END AS measured
  FROM series_input i
  LEFT JOIN (
    SELECT series_instance_uid, min(value) AS said, count(*) AS n_said FROM series_said WHERE rule = 'weighting' GROUP BY series_instance_uid
  ) s ON s.series_instance_uid = i.series_instance_uid
  WHERE i.modality = 'MR' AND i.acquisition_contrast IS NULL
) each
WHERE measured IS NOT NULL OR said IS NOT NULL
