-- pending_features.tsv: features whose series these headers do not hold, or not for that person. They become rows of a harvest that holds it.
SELECT f.source, u.replacement AS object_uid, CASE WHEN f.source <> 'external' OR g.identified THEN f.place END AS place, f.waits_for AS reason, s.replacement AS series_uid, f.event, f.concept_id, f.source_value
FROM found_feature f
CROSS JOIN setting g
LEFT JOIN uid_map u ON u.original = f.object_uid
LEFT JOIN uid_map s ON s.original = f.series_instance_uid
WHERE f.waits_for IS NOT NULL
