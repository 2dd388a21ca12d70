/** What this harvest adds to the crosswalk, by table of it. */
export const NEW_ROWS = {
  person:
    'SELECT p.patient_key, p.issuer, p.person_id, h.shift_days FROM patient p JOIN person_shift h ON h.person_id = p.person_id LEFT JOIN known_person k ON k.patient_key = p.patient_key AND k.issuer = p.issuer AND k.person_id = p.person_id WHERE k.person_id IS NULL ORDER BY p.person_id, p.patient_key, p.issuer',
  study:
    'SELECT study_instance_uid, person_id, accession, study_key, procedure_occurrence_id FROM study_id WHERE is_new ORDER BY study_key',
  series:
    'SELECT series_instance_uid, study_instance_uid, person_id, image_occurrence_id FROM series_id WHERE is_new ORDER BY image_occurrence_id',
  feature: `SELECT f.image_occurrence_id, p.known_path AS path, f.value_index, f.edge, CASE WHEN f.edge <> '' THEN '' ELSE coalesce(f.value, concat(f.code_value, '^', coalesce(f.code_scheme, ''))) END AS value_key, f.image_feature_id, f.measurement_id FROM feature_id f JOIN feature_path p ON p.path_id = f.path_id WHERE f.is_new ORDER BY f.image_feature_id`,
  found:
    'SELECT image_occurrence_id, source, object_uid, place, known_key AS value_key, event, image_feature_id, measurement_id, observation_id FROM found_id WHERE is_new ORDER BY image_feature_id',
  finding:
    'SELECT person_id, finding_key, image_finding_id FROM finding_id WHERE is_new ORDER BY image_finding_id',
  uid: 'SELECT m.original, m.replacement FROM uid_map m LEFT JOIN known_uid k ON k.original = m.original WHERE k.original IS NULL ORDER BY m.original',
  row: 'SELECT table_name, study_instance_uid, series_instance_uid, row_key, row_id FROM row_id WHERE is_new ORDER BY table_name, row_id',
} as const;
