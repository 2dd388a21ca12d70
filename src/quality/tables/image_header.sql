-- Elements of the series that became images, with their ids. Holds what headers hold: a rule shows no value of it that is not a number or a term.
-- reads: elements, occurrence
SELECT
  o.image_occurrence_id, o.person_id, o.modality, e.series_instance_uid, e.sop_instance_uid, e.frame, e.path, e.tag, e.vr, e.value_index, e.value,
  e.code_value, e.code_scheme, e.n_instances
FROM elements e
JOIN occurrence o ON o.series_instance_uid = e.series_instance_uid
