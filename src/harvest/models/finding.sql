-- findings.tsv: what a reader of the tables should know of the headers, each kind once with how often it occurs. Values only as they may be shown.
SELECT v.finding AS code, p.tag AS attribute, without_controls(s.shown) AS value, count(DISTINCT f.image_occurrence_id) AS n_series
FROM value_finding v
JOIN feature_path p ON p.path_id = v.path_id
JOIN shown_value s
  ON s.path_id = v.path_id AND s.value_index = v.value_index
  AND coalesce(s.value, '') = coalesce(v.value, '') AND coalesce(s.code_value, '') = coalesce(v.code_value, '')
  AND coalesce(s.code_scheme, '') = coalesce(v.code_scheme, '') AND coalesce(s.code_meaning, '') = coalesce(v.code_meaning, '')
JOIN feature_value f
  ON f.path_id = s.path_id AND f.value_index = s.value_index
  AND coalesce(f.value, '') = coalesce(s.value, '') AND coalesce(f.code_value, '') = coalesce(s.code_value, '')
  AND coalesce(f.code_scheme, '') = coalesce(s.code_scheme, '') AND coalesce(f.code_meaning, '') = coalesce(s.code_meaning, '')
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id AND coalesce(o.sop_class_uid, '') = coalesce(v.sop_class_uid, o.sop_class_uid, '')
WHERE v.finding IS NOT NULL
GROUP BY v.finding, p.tag, s.shown
UNION ALL
SELECT 'values-too-few', few.tag, CAST(NULL AS VARCHAR), count(DISTINCT few.series_instance_uid)
FROM (
  SELECT e.series_instance_uid, p.tag
  FROM elements e
  JOIN feature_path p ON p.path = e.path AND p.vr = e.vr AND p.private_creator IS NULL
  JOIN lookup_attribute a ON a.attribute = p.tag AND matches(a.vm, '^[2-9]')
  JOIN series_id s ON s.series_instance_uid = e.series_instance_uid
  WHERE e.value IS NOT NULL
  GROUP BY e.series_instance_uid, p.path_id, p.tag, a.vm
  HAVING max(e.value_index) < CAST(split_part(a.vm, '-', 1) AS INTEGER)
) few
GROUP BY few.tag
UNION ALL
SELECT 'varies-in-series', p.tag, CAST(NULL AS VARCHAR), count(DISTINCT f.image_occurrence_id)
FROM feature_value f
JOIN feature_path p ON p.path_id = f.path_id
WHERE f.n_distinct > 1 AND p.class = 'series'
GROUP BY p.tag
UNION ALL
SELECT 'date-invalid', CASE level WHEN 1 THEN '00080021' WHEN 2 THEN '00080022' WHEN 3 THEN '00400244' WHEN 4 THEN '00080020' ELSE '00080023' END,
  CAST(NULL AS VARCHAR), count(DISTINCT series_instance_uid)
FROM date_value
WHERE day IS NULL
GROUP BY level
UNION ALL
SELECT c.finding, '00080060', t.cleaned, count(*)
FROM modality_value m
JOIN modality_concept c ON coalesce(c.modality, '') = coalesce(m.modality, '')
LEFT JOIN cleaned_text t ON t.text = m.modality
WHERE c.finding IS NOT NULL
GROUP BY c.finding, t.cleaned
UNION ALL
SELECT 'modality-several', '00080060', CAST(NULL AS VARCHAR), count(*) FROM modality_value WHERE n_modalities > 1 HAVING count(*) > 0
UNION ALL
SELECT finding, '00180015', CAST(NULL AS VARCHAR), count(*) FROM series_site WHERE finding IS NOT NULL GROUP BY finding
UNION ALL
SELECT 'day-before-birth', '00100030', CAST(NULL AS VARCHAR), count(DISTINCT o.series_instance_uid)
FROM occurrence o
JOIN elements e ON e.series_instance_uid = o.series_instance_uid AND e.path = '00100030' AND matches(trim(e.value), '^(18|19|20)[0-9]{2}')
WHERE year(o.day) < CAST(substr(trim(e.value), 1, 4) AS INTEGER)
HAVING count(*) > 0
UNION ALL
SELECT 'visit-ambiguous', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), count(*) FROM visit_link WHERE visit_occurrence_id IS NULL AND n_visits > 1 HAVING count(*) > 0
UNION ALL
SELECT 'procedure-several', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), count(*) FROM procedure_link WHERE n_procedures > 1 HAVING count(*) > 0
UNION ALL
SELECT 'procedure-ambiguous', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), count(*) FROM procedure_link WHERE procedure_occurrence_id IS NULL AND n_in_cdm > 1 HAVING count(*) > 0
UNION ALL
SELECT 'folder-several', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), count(*) FROM series_folder WHERE n_folders > 1 HAVING count(*) > 0
UNION ALL
SELECT 'is-decimal', p.tag, CAST(NULL AS VARCHAR), count(DISTINCT f.image_occurrence_id)
FROM feature_value f
JOIN feature_path p ON p.path_id = f.path_id AND p.vr = 'IS' AND p.is_number
WHERE f.value LIKE '%.%' AND number_of(f.value, p.vr) IS NOT NULL
GROUP BY p.tag
UNION ALL
SELECT 'value-cut', p.tag, CAST(NULL AS VARCHAR), count(DISTINCT f.image_occurrence_id)
FROM feature_value f
JOIN feature_path p ON p.path_id = f.path_id
WHERE length(f.value) > 50
GROUP BY p.tag
UNION ALL
SELECT concat(lower(gap.vr), '-invalid'), gap.tag, CAST(NULL AS VARCHAR), count(DISTINCT gap.series_instance_uid)
FROM (
  SELECT e.series_instance_uid, p.tag, p.vr
  FROM elements e
  JOIN feature_path p ON p.path = e.path AND p.vr = e.vr AND p.vr IN ('DS', 'IS') AND p.private_creator IS NULL AND NOT p.is_legacy
  JOIN series_id s ON s.series_instance_uid = e.series_instance_uid
  WHERE e.value_index > 1 OR (e.value_index > 0 AND e.value IS NULL)
  GROUP BY e.series_instance_uid, p.path_id, p.tag, p.vr
  HAVING max(e.value_index) > 1 AND max(CASE WHEN e.value IS NULL AND e.value_index > 0 THEN 1 ELSE 0 END) = 1
) gap
GROUP BY gap.vr, gap.tag
UNION ALL
SELECT 'site-conflict', '00180015', CAST(NULL AS VARCHAR), count(*)
FROM (
  SELECT v.series_instance_uid
  FROM site_value v
  JOIN series_id s ON s.series_instance_uid = v.series_instance_uid
  WHERE v.concept_id IS NOT NULL AND v.rank IN (0, 1, 2, 4)
  GROUP BY v.series_instance_uid
  HAVING min(CASE WHEN v.rank IN (0, 4) THEN v.concept_id END) <> min(CASE WHEN v.rank IN (1, 2) THEN v.concept_id END)
    AND count(DISTINCT v.concept_id) > 1
) apart
HAVING count(*) > 0
UNION ALL
SELECT 'uid-syntax', u.attribute, CAST(NULL AS VARCHAR), count(DISTINCT u.series_instance_uid)
FROM (
  SELECT '0020000D' AS attribute, series_instance_uid, study_instance_uid AS uid FROM series_id
  UNION ALL
  SELECT '0020000E', series_instance_uid, series_instance_uid FROM series_id
) u
WHERE length(u.uid) > 64 OR NOT matches(u.uid, '^(0|[1-9][0-9]*)([.](0|[1-9][0-9]*))*$')
GROUP BY u.attribute
UNION ALL
SELECT 'instance-of-two-series', '00080018', CAST(NULL AS VARCHAR), count(DISTINCT series_instance_uid) FROM foreign_copy HAVING count(*) > 0
UNION ALL
SELECT 'instance-conflict', '00080018', CAST(NULL AS VARCHAR), count(DISTINCT c.series_instance_uid) FROM instance_conflict c HAVING count(*) > 0
UNION ALL
SELECT c.code, c.attribute, CAST(NULL AS VARCHAR), count(*)
FROM (
  SELECT 'person-conflict' AS code, '00100030' AS attribute, patient_key, issuer FROM made_patient WHERE n_births > 1
  UNION ALL
  SELECT 'person-conflict', '00100040', patient_key, issuer FROM made_patient WHERE n_sexes > 1
) c
JOIN series s ON s.patient_key = c.patient_key AND s.issuer = c.issuer
GROUP BY c.code, c.attribute
UNION ALL
SELECT 'number-invalid', '0040A30A', CAST(NULL AS VARCHAR), count(DISTINCT s.series_instance_uid)
FROM report_item i
JOIN report_series s ON s.sop_instance_uid = i.sop_instance_uid AND s.item_path = i.item_path
WHERE i.outcome = 'measurement' AND i.value_type = 'NUM' AND i.value IS NOT NULL AND number_of(i.value, 'FD') IS NULL
HAVING count(*) > 0
UNION ALL
SELECT 'code-outside-template', '0040A168', cut_50(concat(n.code, '^', n.scheme, ' = ', v.code, '^', v.scheme)), count(DISTINCT b.series_instance_uid)
FROM code_outside_template o
JOIN object_state b ON b.sop_instance_uid = o.sop_instance_uid
JOIN shown_code n ON n.code_scheme = o.concept_scheme AND n.code_value = o.concept_code AND coalesce(n.code_meaning, '') = coalesce(o.concept_meaning, '')
JOIN shown_code v ON v.code_scheme = o.code_scheme AND v.code_value = o.code_value AND coalesce(v.code_meaning, '') = coalesce(o.code_meaning, '')
GROUP BY n.code, n.scheme, v.code, v.scheme
UNION ALL
SELECT 'quantity-missing', '00409220', CAST(NULL AS VARCHAR), count(*)
FROM occurrence o
LEFT JOIN (SELECT DISTINCT series_instance_uid FROM series_quantity) q ON q.series_instance_uid = o.series_instance_uid
WHERE o.sop_class_uid = '1.2.840.10008.5.1.4.1.1.30' AND q.series_instance_uid IS NULL
HAVING count(*) > 0
UNION ALL
SELECT 'images-rejected', '0040A043', t.shown, count(DISTINCT k.image_occurrence_id)
FROM key_object k
JOIN list_rejection_title r ON r.scheme = k.code_scheme AND r.code = k.code_value
JOIN shown_code t ON t.code_scheme = k.code_scheme AND t.code_value = k.code_value AND coalesce(t.code_meaning, '') = coalesce(k.code_meaning, '')
WHERE k.image_occurrence_id IS NOT NULL
GROUP BY t.shown
UNION ALL
SELECT 'algorithm-several', '00660036', CAST(NULL AS VARCHAR), count(DISTINCT s.series_instance_uid)
FROM report_context c
JOIN report_series s ON s.sop_instance_uid = c.sop_instance_uid AND s.item_path = c.item_path
WHERE c.role = 'algorithm' AND c.n_values > 1
HAVING count(*) > 0
