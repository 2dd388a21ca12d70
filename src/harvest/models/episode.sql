-- EPISODE: a finding through the studies that show it, from the first of their days to the last. What it is: what reports say, where they agree, else what all that was
-- found says. [CDM v5.4]
SELECT
  e.row_id AS episode_id,
  f.person_id,
  c.concept_id AS episode_concept_id,
  min(o.day) AS episode_start_date,
  min(o.datetime) AS episode_start_datetime,
  max(o.day) AS episode_end_date,
  max(o.datetime) AS episode_end_datetime,
  CAST(NULL AS INTEGER) AS episode_parent_id,
  CAST(NULL AS INTEGER) AS episode_number,
  CASE
    WHEN count(DISTINCT CASE WHEN f.source = 'report' THEN f.finding_concept_id END) = 1 THEN max(CASE WHEN f.source = 'report' THEN f.finding_concept_id END)
    WHEN count(DISTINCT coalesce(f.finding_concept_id, f.feature_concept_id)) = 1 THEN max(coalesce(f.finding_concept_id, f.feature_concept_id))
    ELSE 0
  END AS episode_object_concept_id,
  g.ehr_concept_id AS episode_type_concept_id,
  concat('image_finding_id ', CAST(f.image_finding_id AS VARCHAR)) AS episode_source_value,
  CAST(NULL AS INTEGER) AS episode_source_concept_id
FROM found_id f
JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
JOIN row_id e ON e.table_name = 'episode' AND e.row_key = concat(CAST(f.person_id AS VARCHAR), ' ', f.finding_key)
JOIN list_concept c ON c.name = 'episode'
CROSS JOIN setting g
WHERE f.is_tracked
GROUP BY e.row_id, f.person_id, c.concept_id, g.ehr_concept_id, f.image_finding_id
