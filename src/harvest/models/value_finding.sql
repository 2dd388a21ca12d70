-- What is wrong with a value, by the SOP Class of the series that have it. A code string is held against the lists of that class's own modules, by the
-- number of the value where they give it; where these say nothing of the attribute, against the lists of all. A value that only other modules list
-- keeps its concept; one that a list of a mandatory module leaves out is told, whatever others list. `sop_class_uid`: empty for series of several; NULL for what no list decides. [PS3.3 5.4]
SELECT
  v.path_id, v.value_index, v.value, v.code_value, v.code_scheme, v.code_meaning, c.sop_class_uid,
  CASE
    WHEN c.sop_class_uid IS NULL OR a.attribute IS NULL OR v.finding = 'value-form' THEN v.finding
    WHEN b.path_id IS NOT NULL THEN 'value-not-enumerated'
    WHEN l.is_listed OR l.is_closed IS NULL THEN NULL
    WHEN l.is_closed THEN 'value-not-enumerated'
    WHEN v.value_source_concept_id IS NULL THEN 'value-not-defined'
  END AS finding
FROM value_rule v
LEFT JOIN (
  SELECT DISTINCT f.path_id, f.value_index, f.value, coalesce(o.sop_class_uid, '') AS sop_class_uid
  FROM feature_value f
  JOIN feature_path p ON p.path_id = f.path_id AND p.vr = 'CS' AND p.multi <> 'whole' AND p.private_creator IS NULL
  JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id
) c ON c.path_id = v.path_id AND c.value_index = v.value_index AND c.value = v.value
LEFT JOIN (SELECT DISTINCT sop_class_uid, attribute FROM sop_class_term) a ON a.sop_class_uid = c.sop_class_uid AND a.attribute = v.tag
LEFT JOIN (
  SELECT q.path_id, q.value_index, q.value, t.sop_class_uid, min(t.is_closed) = 1 AS is_closed, max(CASE WHEN t.value = q.value THEN 1 ELSE 0 END) = 1 AS is_listed
  FROM value_rule q
  JOIN sop_class_term t ON t.attribute = q.tag AND t.value_number IN (0, q.value_index)
  GROUP BY q.path_id, q.value_index, q.value, t.sop_class_uid
) l ON l.path_id = v.path_id AND l.value_index = v.value_index AND l.value = v.value AND l.sop_class_uid = c.sop_class_uid
LEFT JOIN (
  SELECT DISTINCT path_id, value_index, value, sop_class_uid
  FROM (
    SELECT q.path_id, q.value_index, q.value, t.sop_class_uid, t.table_label
    FROM value_rule q
    JOIN feature_path p ON p.path_id = q.path_id AND p.path = p.tag
    JOIN sop_class_list t ON t.attribute = q.tag AND t.value_number IN (0, q.value_index)
    GROUP BY q.path_id, q.value_index, q.value, t.sop_class_uid, t.table_label
    HAVING max(CASE WHEN t.value = q.value THEN 1 ELSE 0 END) = 0
  ) broken
) b ON b.path_id = v.path_id AND b.value_index = v.value_index AND b.value = v.value AND b.sop_class_uid = c.sop_class_uid
