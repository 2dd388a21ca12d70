-- What features.csv says of series: a number is a measurement, a code an observation, or a measurement where the name's concept is one; what has no value is a feature
-- alone. Lines that say the same are one.
SELECT
  'external' AS source,
  CAST(NULL AS VARCHAR) AS object_uid,
  e.place,
  e.value_key,
  e.series_instance_uid,
  s.image_occurrence_id,
  'series' AS found_by,
  CASE
    WHEN e.value_number IS NOT NULL THEN 'measurement'
    WHEN e.value_code IS NULL AND e.value_concept_id IS NULL THEN NULL
    WHEN n.standard_domain_id = 'Measurement' THEN 'measurement'
    ELSE 'observation'
  END AS event,
  CASE WHEN g.strict AND e.feature_concept_id IS NULL AND e.value_number IS NOT NULL AND coalesce(n.standard_domain_id, '') <> 'Measurement' THEN 0
    ELSE coalesce(e.feature_concept_id, n.standard_concept_id, n.concept_id, 0) END AS concept_id,
  coalesce(e.feature_concept_id, n.concept_id, 0) AS source_concept_id,
  g.algorithm_concept_id AS type_concept_id,
  e.value_number AS value_as_number,
  coalesce(e.value_concept_id, CASE WHEN e.value_code IS NOT NULL THEN coalesce(v.standard_concept_id, v.concept_id, 0) END) AS value_as_concept_id,
  CASE WHEN e.unit_code IS NOT NULL THEN coalesce(u.standard_concept_id, u.concept_id, 0) END AS unit_concept_id,
  cut_50(u.code) AS unit_source_value,
  coalesce(n.shown, CAST(e.feature_concept_id AS VARCHAR)) AS source_value,
  coalesce(number_text(e.value_number), v.shown, CAST(e.value_concept_id AS VARCHAR)) AS value_source_value,
  coalesce(e.finding_concept_id, CASE WHEN e.finding_code IS NOT NULL THEN coalesce(f.standard_concept_id, f.concept_id, 0) END) AS finding_concept_id,
  CASE WHEN e.finding_id IS NOT NULL THEN concat('external ', e.finding_id) END AS finding_key,
  coalesce(e.site_concept_id, CASE WHEN a.standard_domain_id = 'Spec Anatomic Site' THEN a.standard_concept_id END) AS site_concept_id,
  without_controls(CASE WHEN g.identified THEN e.alg_system ELSE x.cleaned END) AS alg_system,
  TRY_CAST(e.alg_datetime AS TIMESTAMP) AS said_at,
  CAST(NULL AS VARCHAR) AS template_id,
  CASE WHEN e.feature_concept_id IS NOT NULL THEN 'site' WHEN n.is_printed THEN 'standard' ELSE 'elsewhere' END AS name_known_from,
  coalesce(e.value_concept_id, v.concept_id) AS value_source_concept_id,
  e.finding_id IS NOT NULL AS is_tracked
FROM (
  SELECT DISTINCT t.*,
    concat(coalesce(feature_scheme, ''), ':', coalesce(feature_code, CAST(feature_concept_id AS VARCHAR), ''), ' ', coalesce(finding_id, ''), ' ',
      coalesce(finding_code, CAST(finding_concept_id AS VARCHAR), ''), ' ', coalesce(site_code, CAST(site_concept_id AS VARCHAR), ''), ' ',
      coalesce(alg_system, ''), ' ', coalesce(alg_datetime, '')) AS place,
    concat(coalesce(number_text(value_number), value_code, CAST(value_concept_id AS VARCHAR), ''), ' ', coalesce(unit_code, '')) AS value_key
  FROM site_feature t
) e
CROSS JOIN setting g
LEFT JOIN series_id s ON s.series_instance_uid = e.series_instance_uid
LEFT JOIN shown_code n ON n.code_scheme = e.feature_scheme AND n.code_value = e.feature_code AND n.code_meaning IS NULL
LEFT JOIN shown_code v ON v.code_scheme = e.value_scheme AND v.code_value = e.value_code AND v.code_meaning IS NULL
LEFT JOIN shown_code u ON u.code_scheme = 'UCUM' AND u.code_value = e.unit_code AND u.code_meaning IS NULL
LEFT JOIN shown_code f ON f.code_scheme = e.finding_scheme AND f.code_value = e.finding_code AND f.code_meaning IS NULL
LEFT JOIN shown_code a ON a.code_scheme = e.site_scheme AND a.code_value = e.site_code AND a.code_meaning IS NULL
LEFT JOIN cleaned_text x ON x.text = e.alg_system
