-- Units that a series does not share with all others: given in its data, else by its SOP Class, else by its modality. These win. [B10]
SELECT x.image_occurrence_id, x.path_id, x.unit, coalesce(c.concept_id, 0) AS concept_id
FROM (
  SELECT each.*, row_number() OVER (PARTITION BY image_occurrence_id, path_id ORDER BY rank, unit) AS choice
  FROM (
    SELECT image_occurrence_id, path_id, rank, unit FROM given_unit
    UNION ALL
    SELECT o.image_occurrence_id, p.path_id, 10, s.unit
    FROM feature_path p
    JOIN sop_class_unit s ON s.attribute = p.tag
    JOIN occurrence o ON o.sop_class_uid = s.sop_class_uid
    WHERE p.is_number
    UNION ALL
    SELECT o.image_occurrence_id, p.path_id, 11, l.unit
    FROM feature_path p
    JOIN list_unit l ON l.attribute = p.tag
    JOIN occurrence o ON o.modality = l.modality
    WHERE p.is_number
  ) each
) x
LEFT JOIN unit_concept c ON c.unit = x.unit
WHERE x.choice = 1
