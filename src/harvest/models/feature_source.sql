-- feature_source.tsv: where a feature that is no header element comes from, and how far to trust it: object, item, template, how its series was found, whether
-- the report is complete and verified.
SELECT f.image_feature_id, f.source, u.replacement AS object_uid, CASE WHEN f.source <> 'external' OR g.identified THEN f.place END AS place, f.found_by AS series_found_by, f.template_id, f.name_known_from,
  CASE WHEN g.identified OR c.value IS NOT NULL THEN f.completion_flag END AS completion_flag,
  CASE WHEN g.identified OR v.value IS NOT NULL THEN f.verification_flag END AS verification_flag
FROM found_id f
CROSS JOIN setting g
LEFT JOIN term_concept c ON c.attribute = '0040A491' AND c.value = f.completion_flag
LEFT JOIN term_concept v ON v.attribute = '0040A493' AND v.value = f.verification_flag
LEFT JOIN uid_map u ON u.original = f.object_uid
