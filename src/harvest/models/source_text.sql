-- Texts of a series for image_occurrence_source: as they are with --identified, else cleaned; the first of several.
SELECT e.series_instance_uid, e.path, min(e.value) AS value,
  substr(without_controls(min(CASE WHEN g.identified THEN e.value ELSE t.cleaned END)), 1, 255) AS text
FROM elements e
CROSS JOIN setting g
LEFT JOIN cleaned_text t ON t.text = e.value
WHERE e.path IN ('0008103E', '00080070', '00081090', '00180015') AND e.value IS NOT NULL
GROUP BY e.series_instance_uid, e.path
