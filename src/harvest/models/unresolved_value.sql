-- unresolved_values.tsv: values of attributes whose values have concepts, and that found none, with why and in how many series. Values as findings show them: what
-- nobody knows is shown with --identified alone.
SELECT
  p.tag AS attribute, a.name, without_controls(s.shown) AS value,
  CASE WHEN p.closed THEN 'value-not-enumerated' ELSE 'value-not-defined' END AS status,
  count(DISTINCT f.image_occurrence_id) AS n_series
FROM value_rule v
JOIN feature_path p ON p.path_id = v.path_id
JOIN shown_value s
  ON s.path_id = v.path_id AND s.value_index = v.value_index AND s.value = v.value AND s.code_value IS NULL
JOIN feature_value f ON f.path_id = v.path_id AND f.value_index = v.value_index AND f.value = v.value AND f.code_value IS NULL
LEFT JOIN lookup_attribute a ON a.attribute = p.tag
WHERE v.value_as_concept_id = 0 AND v.code_value IS NULL
GROUP BY p.tag, a.name, s.shown, p.closed
UNION ALL
SELECT '00080060', a.name, without_controls(CASE WHEN g.identified THEN m.modality ELSE t.cleaned END), c.finding, count(*)
FROM modality_value m
JOIN modality_concept c ON coalesce(c.modality, '') = coalesce(m.modality, '') AND c.finding = 'modality-unknown'
CROSS JOIN setting g
LEFT JOIN cleaned_text t ON t.text = m.modality
LEFT JOIN lookup_attribute a ON a.attribute = '00080060'
GROUP BY a.name, CASE WHEN g.identified THEN m.modality ELSE t.cleaned END, c.finding
