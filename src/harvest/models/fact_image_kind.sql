-- image-kind: localizer, screen save, projection, reconstruction, subtraction, derived: by values of Image Type, words where it says nothing of them. Nothing where the
-- value that says it is a term of the standard, for that has a concept of its own.
SELECT i.series_instance_uid, 'image-kind' AS rule, coalesce(CASE WHEN t.kind <> 'DERIVED' THEN t.kind END, w.said, t.kind) AS value, CAST(NULL AS DOUBLE) AS number,
  CASE WHEN w.n_said > 1 OR (t.kind <> 'DERIVED' AND w.said <> t.kind) THEN 'unsure' ELSE 'value' END AS verdict,
  concat(CASE WHEN t.kind IS NULL THEN '' ELSE '00080008; ' END, CASE WHEN w.said IS NULL THEN '' ELSE 'words' END) AS inputs
FROM series_input i
LEFT JOIN (
  SELECT series_instance_uid, kind, value,
    row_number() OVER (PARTITION BY series_instance_uid ORDER BY rank, value) AS choice
  FROM (
    SELECT s.series_instance_uid, k.kind, k.value, CAST(k.rank AS INTEGER) AS rank
    FROM series_input s
    JOIN list_image_kind k ON s.image_type LIKE concat('%|', k.value, '|%')
  ) each
) t ON t.series_instance_uid = i.series_instance_uid AND t.choice = 1
LEFT JOIN (
  SELECT series_instance_uid, min(value) AS said, count(*) AS n_said FROM series_said WHERE rule = 'image-kind' GROUP BY series_instance_uid
) w ON w.series_instance_uid = i.series_instance_uid
LEFT JOIN term_concept k ON k.attribute = '00080008' AND k.value = t.value
WHERE (t.kind IS NOT NULL OR w.said IS NOT NULL) AND NOT (k.concept_id IS NOT NULL AND (t.kind <> 'DERIVED' OR w.said IS NULL))
