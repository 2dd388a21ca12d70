-- What a study says of its procedure in words, one row for each study: for the matcher of study descriptions. [B7.2]
SELECT
  t.study_instance_uid,
  min(m.modality) AS modality,
  coalesce(min(CASE WHEN e.path = '00081030' THEN e.value END), '') AS study_description,
  min(CASE WHEN e.tag = '00321060' THEN e.value END) AS requested_procedure,
  min(CASE WHEN e.path = '00400254' THEN e.value END) AS performed_procedure_step,
  min(CASE WHEN e.path = '00181030' THEN e.value END) AS protocol,
  min(CASE WHEN e.path = '0008103E' THEN e.value END) AS series_description,
  min(CASE WHEN e.path = '00180010' THEN e.value END) AS contrast_agent,
  min(CASE WHEN e.path = '00200060' THEN e.value END) AS laterality,
  min(CASE WHEN e.path = '00180015' THEN e.value END) AS body_part,
  min(CASE WHEN e.path IN ('00081032', '00321064') THEN e.code_value END) AS procedure_code
FROM study t
JOIN series s ON s.study_instance_uid = t.study_instance_uid
JOIN modality_value m ON m.series_instance_uid = s.series_instance_uid
LEFT JOIN elements e
  ON e.series_instance_uid = s.series_instance_uid
  AND e.tag IN ('00081030', '00321060', '00400254', '00181030', '0008103E', '00180010', '00200060', '00180015', '00081032', '00321064')
GROUP BY t.study_instance_uid
