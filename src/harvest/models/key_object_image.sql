-- key_objects.tsv: the images that key object selections flag, with the feature that says why. References into objects that wait are in pending_features.tsv.
SELECT f.image_feature_id, u.replacement AS image_uid, k.referenced_frames AS frames, k.referenced_segments AS segments
FROM found_id f
JOIN (SELECT DISTINCT sop_instance_uid, series_instance_uid, referenced_sop_instance_uid, referenced_frames, referenced_segments FROM key_object) k
  ON k.sop_instance_uid = f.object_uid AND k.series_instance_uid = f.series_instance_uid
JOIN uid_map u ON u.original = k.referenced_sop_instance_uid
WHERE f.source = 'key-object'
