-- pixel_risk.tsv: series whose pixels may show who the patient is, by risk, and how many data sets that are no images are documents. Thin slices are those of
-- 2 mm at most; where no body part is given, they may be of the head.
SELECT o.image_occurrence_id, r.risk, s.n_instances
FROM (
  SELECT e.series_instance_uid, l.risk
  FROM elements e
  JOIN list_pixel_risk l ON l.basis = e.tag AND l.value = upper(trim(e.value))
  UNION
  SELECT e.series_instance_uid, 'derived-secondary'
  FROM elements e
  WHERE e.path = '00080008' AND e.value_index IN (1, 2) AND upper(trim(e.value)) IN ('DERIVED', 'SECONDARY')
  GROUP BY e.series_instance_uid
  HAVING count(DISTINCT CASE WHEN e.value_index = 1 AND upper(trim(e.value)) = 'DERIVED' THEN 1 WHEN e.value_index = 2 AND upper(trim(e.value)) = 'SECONDARY' THEN 2 END) = 2
  UNION
  SELECT i.series_instance_uid, l.risk
  FROM instance i
  JOIN list_pixel_risk l ON l.basis = 'sop-class' AND (i.sop_class_uid = l.value OR (l.value LIKE '%*' AND i.sop_class_uid LIKE replace(l.value, '*', '%')))
  WHERE i.kind = 'image'
  UNION
  SELECT m.series_instance_uid, l.risk
  FROM modality_value m
  JOIN list_pixel_risk l ON l.basis = 'modality' AND l.value = m.modality
  UNION
  SELECT m.series_instance_uid, CASE WHEN part.series_instance_uid IS NULL THEN 'thin-slices-of-unknown-part' ELSE 'thin-head' END
  FROM modality_value m
  JOIN elements e ON e.series_instance_uid = m.series_instance_uid AND e.tag = '00180050' AND number_of(e.value, e.vr) <= 2
  LEFT JOIN (
    SELECT b.series_instance_uid, max(CASE WHEN l.value IS NULL THEN 0 ELSE 1 END) AS is_head
    FROM elements b
    LEFT JOIN list_pixel_risk l ON l.basis = 'head-part' AND l.value = translate(upper(b.value), ' _-', '')
    WHERE b.path = '00180015' AND b.value IS NOT NULL
    GROUP BY b.series_instance_uid
  ) part ON part.series_instance_uid = m.series_instance_uid
  WHERE m.modality IN ('CT', 'MR') AND (part.series_instance_uid IS NULL OR part.is_head = 1)
) r
JOIN occurrence o ON o.series_instance_uid = r.series_instance_uid
JOIN series s ON s.series_instance_uid = r.series_instance_uid
UNION ALL
SELECT CAST(NULL AS BIGINT), l.risk, count(*)
FROM instance i
JOIN list_pixel_risk l ON (l.basis = 'sop-class' AND (i.sop_class_uid = l.value OR (l.value LIKE '%*' AND i.sop_class_uid LIKE replace(l.value, '*', '%'))))
  OR (l.basis = 'modality' AND l.value = i.modality)
WHERE i.kind <> 'image' AND i.copy = 1
GROUP BY l.risk
