-- The elements of lists that are kept whole.
SELECT image_occurrence_id, path_id, class, sop_instance_uid, frame, value_index, value, n_instances
FROM feature_element
WHERE multi = 'whole'
