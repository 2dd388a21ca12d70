-- What MEASUREMENT says of each distinct value that is no plain number: number, concept, unit of an age, and the value as it may be written.
SELECT
  v.path_id, v.value_index, v.value, v.code_value, v.code_scheme, v.code_meaning,
  v.value_as_number, v.value_as_concept_id,
  age.concept_id AS unit_concept_id, age.code AS unit_source_value,
  CASE
    WHEN p.vr = 'AS' AND v.value_as_number = 90 AND NOT g.identified THEN '090Y'
    WHEN v.code_value IS NOT NULL AND (p.is_kept_as_found OR v.rule IN ('code: resolved', 'code: own concept'))
      THEN cut_50(concat(v.code_value, '^', coalesce(CASE WHEN p.is_kept_as_found THEN v.code_meaning END, k.meaning, ''), '^', v.code_scheme))
    WHEN v.code_value IS NOT NULL THEN cut_50(concat('_^', coalesce(t.cleaned, '_'), '^', CASE WHEN s.designator IS NULL THEN '_' ELSE v.code_scheme END))
    WHEN p.is_kept_as_found OR v.rule NOT IN ('text', 'none') THEN cut_50(v.value)
    ELSE cut_50(t.cleaned)
  END AS value_source_value
FROM value_rule v
JOIN feature_path p ON p.path_id = v.path_id
CROSS JOIN setting g
LEFT JOIN cleaned_text t ON t.text = coalesce(v.value, v.code_meaning)
LEFT JOIN lookup_scheme s ON s.designator = v.code_scheme
LEFT JOIN lookup_code k ON k.scheme = v.code_scheme AND k.code = v.code_value
LEFT JOIN list_concept age ON age.name = CASE WHEN p.vr = 'AS' AND v.value_as_number IS NOT NULL THEN
  CASE substr(v.value, 4, 1) WHEN 'Y' THEN 'year' WHEN 'M' THEN 'month' WHEN 'W' THEN 'week' WHEN 'D' THEN 'day' END END
