-- Measurements and observations of structured reports, with the series that they are of. [PS3.16 TID 1500, 10001, 10011, 4000]
SELECT
  'report' AS source,
  i.sop_instance_uid AS object_uid,
  i.item_path AS place,
  concat(coalesce(i.concept_code, ''), '^', coalesce(i.concept_scheme, ''), '=', coalesce(i.value, i.code_value, i.qualifier_code, ''), '^',
    coalesce(i.code_scheme, ''), ' ', coalesce(i.unit_code, '')) AS value_key,
  s.series_instance_uid,
  s.image_occurrence_id,
  s.found_by,
  i.outcome AS event,
  CASE WHEN g.strict AND i.outcome = 'measurement' AND coalesce(n.standard_domain_id, '') <> 'Measurement' THEN 0
    ELSE coalesce(n.standard_concept_id, n.concept_id, 0) END AS concept_id,
  coalesce(n.concept_id, 0) AS source_concept_id,
  g.ehr_concept_id AS type_concept_id,
  CASE WHEN i.value_type = 'NUM' THEN number_of(i.value, 'FD') END AS value_as_number,
  CASE
    WHEN i.value_type = 'CODE' THEN coalesce(v.standard_concept_id, v.concept_id, 0)
    WHEN i.qualifier_code IS NOT NULL THEN coalesce(q.standard_concept_id, q.concept_id, 0)
  END AS value_as_concept_id,
  CASE WHEN i.unit_code IS NOT NULL THEN coalesce(u.standard_concept_id, u.concept_id, CASE WHEN i.unit_code <> '1' THEN 0 END) END AS unit_concept_id,
  cut_50(u.code) AS unit_source_value,
  n.shown AS source_value,
  cut_50(CASE
    WHEN i.value_type = 'CODE' THEN v.shown
    WHEN i.value IS NULL THEN q.shown
    WHEN number_of(i.value, 'FD') IS NULL AND NOT g.identified THEN '_'
    ELSE concat(i.value, CASE WHEN w.derivations IS NULL THEN '' ELSE concat('; ', w.derivations) END)
  END) AS value_source_value,
  w.finding_concept_id,
  coalesce(w.tracking_uid, w.event_uid, CASE WHEN r.group_path IS NOT NULL THEN concat(i.sop_instance_uid, '#', r.group_path) END) AS finding_key,
  w.site_concept_id,
  without_controls(CASE
    WHEN w.algorithm IS NOT NULL THEN concat('urn:dicom:alg:', w.algorithm, CASE WHEN w.version IS NULL OR w.n_algorithms > 1 THEN '' ELSE concat(':', w.version) END)
    WHEN w.maker IS NOT NULL OR w.model IS NOT NULL THEN concat('urn:dicom:device:', coalesce(w.maker, '_'), ':', coalesce(w.model, '_'))
  END) AS alg_system,
  coalesce(datetime_of(i.observation_datetime), b.content_datetime) AS said_at,
  r.template_id,
  CASE WHEN t.tid IS NOT NULL THEN 'template' WHEN n.is_printed THEN 'standard' ELSE 'elsewhere' END AS name_known_from,
  CASE WHEN i.value_type = 'CODE' THEN v.concept_id ELSE q.concept_id END AS value_source_concept_id,
  w.tracking_uid IS NOT NULL AS is_tracked
FROM report_item i
CROSS JOIN setting g
JOIN report_series s ON s.sop_instance_uid = i.sop_instance_uid AND s.item_path = i.item_path
JOIN object_state b ON b.sop_instance_uid = i.sop_instance_uid
LEFT JOIN report_group r ON r.sop_instance_uid = i.sop_instance_uid AND r.item_path = i.item_path
LEFT JOIN shown_code n ON n.code_scheme = i.concept_scheme AND n.code_value = i.concept_code AND coalesce(n.code_meaning, '') = coalesce(i.concept_meaning, '')
LEFT JOIN shown_code v ON v.code_scheme = i.code_scheme AND v.code_value = i.code_value AND coalesce(v.code_meaning, '') = coalesce(i.code_meaning, '')
LEFT JOIN shown_code u ON u.code_scheme = i.unit_scheme AND u.code_value = i.unit_code AND coalesce(u.code_meaning, '') = coalesce(i.unit_meaning, '')
LEFT JOIN shown_code q
  ON q.code_scheme = i.qualifier_scheme AND q.code_value = i.qualifier_code AND coalesce(q.code_meaning, '') = coalesce(i.qualifier_meaning, '')
LEFT JOIN (
  SELECT DISTINCT tid, concept_scheme, concept_code FROM template_row WHERE concept_code IS NOT NULL
) t ON t.tid = r.template_id AND t.concept_scheme = i.concept_scheme AND t.concept_code = i.concept_code
LEFT JOIN (
  SELECT c.sop_instance_uid, c.item_path,
    max(CASE WHEN c.role = 'finding' AND c.n_values = 1 THEN coalesce(k.standard_concept_id, k.concept_id, 0) END) AS finding_concept_id,
    max(CASE WHEN c.role = 'tracking' AND c.n_values = 1 THEN c.value END) AS tracking_uid,
    max(CASE WHEN c.role = 'event' AND c.n_values = 1 THEN c.value END) AS event_uid,
    max(CASE WHEN c.role = 'site' AND c.n_values = 1 AND k.standard_domain_id = 'Spec Anatomic Site' THEN k.standard_concept_id END) AS site_concept_id,
    join_ordered(CASE WHEN c.role = 'derivation' THEN k.meaning END, concat(c.concept_code, c.code_value), '; ') AS derivations,
    join_ordered(CASE WHEN c.role = 'algorithm' THEN translate(CASE WHEN g.identified THEN c.value ELSE x.cleaned END, ' ', '-') END, c.value, '+') AS algorithm,
    max(CASE WHEN c.role = 'algorithm' THEN c.n_values END) AS n_algorithms,
    min(CASE WHEN c.role = 'version' AND c.n_values = 1 AND (g.identified OR matches(c.value, '^[0-9]{1,3}([.][0-9]{1,3}){0,2}$')) THEN c.value END) AS version,
    min(CASE WHEN c.role = 'maker' THEN translate(CASE WHEN g.identified THEN c.value ELSE x.cleaned END, ' ', '-') END) AS maker,
    min(CASE WHEN c.role = 'model' THEN translate(CASE WHEN g.identified THEN c.value ELSE x.cleaned END, ' ', '-') END) AS model
  FROM report_context c
  CROSS JOIN setting g
  LEFT JOIN shown_code k ON k.code_scheme = c.code_scheme AND k.code_value = c.code_value AND coalesce(k.code_meaning, '') = coalesce(c.code_meaning, '')
  LEFT JOIN cleaned_text x ON x.text = c.value
  GROUP BY c.sop_instance_uid, c.item_path
) w ON w.sop_instance_uid = i.sop_instance_uid AND w.item_path = i.item_path
WHERE i.outcome IN ('measurement', 'observation')
