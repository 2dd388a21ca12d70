-- Every distinct code of the headers, wherever it stands, with the object or series that holds it. Old SNOMED designators are SRT. [PS3.3 8; PS3.16 8]
SELECT DISTINCT code_scheme, code_value, CASE WHEN code_scheme IN ('SNM3', '99SDM') THEN 'SRT' ELSE code_scheme END AS scheme, series_instance_uid
FROM (
  SELECT code_scheme, code_value, series_instance_uid FROM elements WHERE code_value IS NOT NULL
  UNION ALL
  SELECT concept_scheme, concept_code, series_instance_uid FROM sr_items WHERE concept_code IS NOT NULL AND value_type <> 'TEXT' AND value_type <> 'PNAME'
  UNION ALL
  SELECT code_scheme, code_value, series_instance_uid FROM sr_items WHERE code_value IS NOT NULL
  UNION ALL
  SELECT unit_scheme, unit_code, series_instance_uid FROM sr_items WHERE unit_code IS NOT NULL
  UNION ALL
  SELECT qualifier_scheme, qualifier_code, series_instance_uid FROM sr_items WHERE qualifier_code IS NOT NULL
  UNION ALL
  SELECT code_scheme, code_value, series_instance_uid FROM segment_code
  UNION ALL
  SELECT code_scheme, code_value, series_instance_uid FROM external_code
) each
