-- Values that differ between the instances or frames of a series, counted; a list that is kept whole is one value.
SELECT image_occurrence_id, path_id, value_index, value, code_value, code_scheme, min(code_meaning) AS code_meaning, sum(n_instances) AS n,
  plain_number(value) AS number
FROM feature_element
WHERE multi <> 'whole' AND (sop_instance_uid IS NOT NULL OR frame IS NOT NULL)
GROUP BY image_occurrence_id, path_id, value_index, value, code_value, code_scheme
UNION ALL
SELECT image_occurrence_id, path_id, 0, value, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), sum(n), plain_number(value)
FROM whole_list
GROUP BY image_occurrence_id, path_id, value
