-- R13: The series that reports and segmentations refer to are harvested
-- column: headers, references of SR and SEG
-- category: conformance, relational
-- context: verification
-- level: warning
-- threshold: 20
-- numerator: referenced series without a row of IMAGE_OCCURRENCE
-- denominator: series of images that SR and SEG refer to
-- reads: instances, object_reference, occurrence, lookup_uid
-- message: reports and segmentations are of series that were not harvested: their findings have no image
-- fix: scan the archive that holds these series into the same headers
SELECT max(o.image_occurrence_id) AS id, max(o.image_occurrence_id) IS NULL AS failed
FROM (
  SELECT DISTINCT coalesce(r.referenced_series_instance_uid, t.series_instance_uid, n.series_instance_uid, concat('of ', r.sop_instance_uid)) AS series_instance_uid
  FROM object_reference r
  JOIN instances i ON i.sop_instance_uid = r.sop_instance_uid AND i.kind IN ('sr', 'seg')
  JOIN lookup_uid c ON c.uid = r.referenced_sop_class_uid AND c.name LIKE '%Image Storage%'
  LEFT JOIN instances t ON t.sop_instance_uid = r.referenced_sop_instance_uid
  LEFT JOIN (
    SELECT referenced_sop_instance_uid AS sop_instance_uid, min(referenced_series_instance_uid) AS series_instance_uid
    FROM object_reference
    GROUP BY referenced_sop_instance_uid
  ) n ON n.sop_instance_uid = r.referenced_sop_instance_uid
) wanted
LEFT JOIN occurrence o ON o.series_instance_uid = wanted.series_instance_uid
GROUP BY wanted.series_instance_uid
