-- RadLex and RadLex Playbook ids that headers give, beside RADIOLOGY_OCCURRENCE: they are no concept ids. Only what has the form of one is shown.
SELECT DISTINCT i.row_id AS radiology_occurrence_id, e.tag AS attribute, e.code_value AS radlex_id
FROM elements e
JOIN occurrence o ON o.series_instance_uid = e.series_instance_uid
JOIN row_id i ON i.table_name = 'radiology_occurrence' AND i.study_instance_uid = o.study_instance_uid
JOIN path_action a ON a.path = e.path AND a.vr = e.vr AND NOT a.is_private AND NOT a.is_removed
WHERE e.code_scheme = 'RADLEX' AND matches(e.code_value, '^RP?ID[0-9]{1,5}$')
