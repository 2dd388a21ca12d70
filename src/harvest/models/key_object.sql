-- The images, frames and segments that key object selections flag, each with the series that it stands in: that of the image if it is in the headers, else the one that
-- the object's evidence names. title: place of the code that says why. What is in the headers and is no image is left out. [PS3.3 A.35.4; PS3.16 TID 2010]
SELECT DISTINCT r.sop_instance_uid, r.item_path, r.referenced_sop_instance_uid, r.referenced_segments, f.referenced_frames,
  coalesce(m.series_instance_uid, e.series_instance_uid) AS series_instance_uid, m.image_occurrence_id,
  t.concept_scheme AS code_scheme, t.concept_code AS code_value, t.concept_meaning AS code_meaning
FROM report_item r
JOIN report_item t ON t.sop_instance_uid = r.sop_instance_uid AND t.item_path = '1' AND t.outcome = 'key-object'
LEFT JOIN (
  SELECT sop_instance_uid, item_path, min(referenced_frames) AS referenced_frames FROM sr_items GROUP BY sop_instance_uid, item_path
) f ON f.sop_instance_uid = r.sop_instance_uid AND f.item_path = r.item_path
LEFT JOIN image_series m ON m.sop_instance_uid = r.referenced_sop_instance_uid
LEFT JOIN object_state o ON o.sop_instance_uid = r.referenced_sop_instance_uid
LEFT JOIN (
  SELECT sop_instance_uid, referenced_sop_instance_uid, min(referenced_series_instance_uid) AS series_instance_uid
  FROM object_reference
  GROUP BY sop_instance_uid, referenced_sop_instance_uid
) e ON e.sop_instance_uid = r.sop_instance_uid AND e.referenced_sop_instance_uid = r.referenced_sop_instance_uid
WHERE r.outcome = 'key-object' AND r.value_type IN ('IMAGE', 'COMPOSITE', 'WAVEFORM') AND r.referenced_sop_instance_uid IS NOT NULL AND o.sop_instance_uid IS NULL
