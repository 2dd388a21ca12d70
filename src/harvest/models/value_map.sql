-- values.sqlite, with --keep-values: what was replaced and by what, for the persons, studies, series, days, ages and texts that are written. It names patients and
-- stays at the site. `person_id` where the replacement is that of one person. [CHoRUS Imaging SOP, item 10]
SELECT '00100020' AS attribute, p.person_id, p.patient_key AS original, CAST(p.person_id AS VARCHAR) AS replacement
FROM patient p
JOIN (SELECT DISTINCT person_id FROM occurrence) o ON o.person_id = p.person_id
UNION ALL
SELECT DISTINCT '00080050', t.person_id, t.accession, CAST(t.study_key AS VARCHAR)
FROM study_id t
WHERE t.accession IS NOT NULL
UNION ALL
SELECT DISTINCT '0020000D', o.person_id, u.original, u.replacement
FROM occurrence o JOIN uid_map u ON u.original = o.study_instance_uid
UNION ALL
SELECT '0020000E', o.person_id, u.original, u.replacement
FROM occurrence o JOIN uid_map u ON u.original = o.series_instance_uid
UNION ALL
SELECT DISTINCT '00080018', f.person_id, u.original, u.replacement
FROM found_feature f JOIN uid_map u ON u.original = f.object_uid
WHERE f.person_id IS NOT NULL
UNION ALL
SELECT DISTINCT 'day', o.person_id, CAST(r.day AS VARCHAR), CAST(o.day AS VARCHAR)
FROM occurrence o JOIN series_outcome r ON r.series_instance_uid = o.series_instance_uid
UNION ALL
SELECT DISTINCT '00101010', CAST(NULL AS INTEGER), v.value, '090Y'
FROM value_rule v
CROSS JOIN setting g
WHERE v.vr = 'AS' AND v.value_as_number = 90 AND v.value <> '090Y' AND NOT g.identified
UNION ALL
SELECT 'text', CAST(NULL AS INTEGER), t.text, t.cleaned
FROM cleaned_text t
WHERE t.cleaned <> t.text
