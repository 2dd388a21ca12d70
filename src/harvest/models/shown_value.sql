-- Each value of value_rule as it may be shown in findings: known ones as they are, others cleaned.
SELECT
  v.path_id, v.value_index, v.value, v.code_value, v.code_scheme, v.code_meaning, v.finding, v.tag,
  CASE
    WHEN g.identified AND v.code_value IS NOT NULL THEN concat(v.code_value, '^', coalesce(v.code_meaning, ''), '^', coalesce(v.code_scheme, ''))
    WHEN g.identified THEN v.value
    WHEN v.rule IN ('code: resolved', 'code: own concept') THEN concat(v.code_value, '^', coalesce(k.meaning, ''), '^', v.code_scheme)
    WHEN v.code_value IS NOT NULL THEN concat('_^', coalesce(t.cleaned, '_'), '^', coalesce(s.designator, '_'))
    WHEN v.rule NOT IN ('text', 'none') THEN v.value
    ELSE t.cleaned
  END AS shown
FROM value_rule v
CROSS JOIN setting g
LEFT JOIN cleaned_text t ON t.text = coalesce(v.value, v.code_meaning)
LEFT JOIN lookup_scheme s ON s.designator = v.code_scheme
LEFT JOIN lookup_code k ON k.scheme = v.code_scheme AND k.code = v.code_value
