-- EPISODE_EVENT: the measurements and observations of a tracked finding. What is a feature alone, as a segment is, has no event: the CDM has no field for it. [CDM v5.4]
SELECT e.row_id AS episode_id, coalesce(f.measurement_id, f.observation_id) AS event_id, c.concept_id AS episode_event_field_concept_id
FROM found_id f
JOIN row_id e ON e.table_name = 'episode' AND e.row_key = concat(CAST(f.person_id AS VARCHAR), ' ', f.finding_key)
JOIN list_concept c ON c.name = CASE f.event WHEN 'measurement' THEN 'event-field' ELSE 'observation-field' END
WHERE f.is_tracked AND f.event IS NOT NULL
