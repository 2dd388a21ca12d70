-- MEASUREMENT, one row for each value of a feature. [CDM v5.4]
SELECT
  f.measurement_id,
  o.person_id,
  p.measurement_concept_id,
  o.day AS measurement_date,
  o.datetime AS measurement_datetime,
  CAST(NULL AS VARCHAR) AS measurement_time,
  g.ehr_concept_id AS measurement_type_concept_id,
  CAST(NULL AS INTEGER) AS operator_concept_id,
  CASE WHEN p.modulus IS NOT NULL THEN number_of(f.value, p.vr) % p.modulus WHEN p.is_number THEN number_of(f.value, p.vr) ELSE v.value_as_number END AS value_as_number,
  v.value_as_concept_id,
  CASE
    WHEN p.vr = 'AS' THEN age.concept_id
    WHEN p.is_number THEN coalesce(u.concept_id, p.unit_concept_id)
  END AS unit_concept_id,
  CAST(NULL AS DOUBLE) AS range_low,
  CAST(NULL AS DOUBLE) AS range_high,
  CAST(NULL AS INTEGER) AS provider_id,
  o.visit_occurrence_id,
  CAST(NULL AS INTEGER) AS visit_detail_id,
  concat(p.source_value, CASE WHEN p.multi = 'named' AND f.value_index > 0 THEN concat('[', f.value_index, ']') ELSE '' END, f.edge)
    AS measurement_source_value,
  p.attribute_concept_id AS measurement_source_concept_id,
  CASE WHEN p.vr = 'AS' THEN age.code WHEN p.is_number THEN coalesce(u.unit, p.unit) END AS unit_source_value,
  CAST(NULL AS INTEGER) AS unit_source_concept_id,
  CASE
    WHEN v.path_id IS NULL THEN substr(f.value, 1, 50)
    WHEN p.vr = 'AS' AND v.value_as_number = 90 AND NOT g.identified THEN '090Y'
    WHEN v.code_value IS NOT NULL AND (p.is_kept_as_found OR v.rule IN ('code: resolved', 'code: own concept'))
      THEN cut_50(concat(v.code_value, '^', coalesce(CASE WHEN p.is_kept_as_found THEN v.code_meaning END, k.meaning, ''), '^', v.code_scheme))
    WHEN v.code_value IS NOT NULL THEN cut_50(concat('_^', coalesce(t.cleaned, '_'), '^', CASE WHEN s.designator IS NULL THEN '_' ELSE v.code_scheme END))
    WHEN p.is_kept_as_found OR v.rule NOT IN ('text', 'none') THEN cut_50(v.value)
    ELSE cut_50(t.cleaned)
  END AS value_source_value,
  o.procedure_occurrence_id AS measurement_event_id,
  g.procedure_field_concept_id AS meas_event_field_concept_id
FROM feature_id f
JOIN feature_path p ON p.path_id = f.path_id
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
CROSS JOIN setting g
LEFT JOIN value_rule v
  ON v.path_id = f.path_id AND v.value_index = f.value_index
  AND coalesce(v.value, '') = coalesce(f.value, '') AND coalesce(v.code_value, '') = coalesce(f.code_value, '')
  AND coalesce(v.code_scheme, '') = coalesce(f.code_scheme, '') AND coalesce(v.code_meaning, '') = coalesce(f.code_meaning, '')
LEFT JOIN cleaned_text t ON t.text = coalesce(v.value, v.code_meaning)
LEFT JOIN lookup_scheme s ON s.designator = v.code_scheme
LEFT JOIN lookup_code k ON k.scheme = v.code_scheme AND k.code = v.code_value
LEFT JOIN list_concept age ON p.vr = 'AS' AND v.value_as_number IS NOT NULL
  AND age.name = CASE substr(f.value, 4, 1) WHEN 'Y' THEN 'year' WHEN 'M' THEN 'month' WHEN 'W' THEN 'week' WHEN 'D' THEN 'day' END
LEFT JOIN feature_unit u ON u.image_occurrence_id = f.image_occurrence_id AND u.path_id = f.path_id
UNION ALL
SELECT * FROM found_measurement
