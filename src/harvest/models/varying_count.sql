-- Values that differ between the instances or frames of a series, counted; a list that is kept whole is one value, and so is a number however it is written.
SELECT image_occurrence_id, path_id, value_index, min(value) AS value, code_value, code_scheme, min(code_meaning) AS code_meaning, sum(n) AS n, number
FROM (
  SELECT f.*, plain_number(f.value) AS number,
    CASE WHEN p.is_number AND number_of(f.value, p.vr) IS NOT NULL THEN '' ELSE coalesce(f.value, '') END AS spelling
  FROM (
    SELECT image_occurrence_id, path_id, value_index, value, code_value, code_scheme, min(code_meaning) AS code_meaning, sum(n_instances) AS n
    FROM feature_element
    WHERE multi <> 'whole' AND (sop_instance_uid IS NOT NULL OR frame IS NOT NULL)
    GROUP BY image_occurrence_id, path_id, value_index, value, code_value, code_scheme
  ) f
  JOIN feature_path p ON p.path_id = f.path_id
) spelled
GROUP BY image_occurrence_id, path_id, value_index, code_value, code_scheme, number, spelling
UNION ALL
SELECT image_occurrence_id, path_id, 0, value, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), sum(n), plain_number(value)
FROM whole_list
GROUP BY image_occurrence_id, path_id, value
