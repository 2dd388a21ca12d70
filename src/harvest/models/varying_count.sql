-- Values that differ between the instances or frames of a series, counted; a list that is kept whole is one value.
SELECT image_occurrence_id, path_id, class, value_index, value, code_value, code_scheme, min(code_meaning) AS code_meaning, sum(n_instances) AS n
FROM feature_element
WHERE multi <> 'whole' AND (sop_instance_uid IS NOT NULL OR frame IS NOT NULL)
GROUP BY image_occurrence_id, path_id, class, value_index, value, code_value, code_scheme
UNION ALL
SELECT image_occurrence_id, path_id, class, 0, value, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), sum(n)
FROM whole_list
GROUP BY image_occurrence_id, path_id, class, value
