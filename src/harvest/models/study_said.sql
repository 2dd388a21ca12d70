-- What a study says of its procedure, one row for each study. Several codes name none. Evidence that only some series hold is marked.
SELECT
  t.study_instance_uid,
  coalesce(max(CASE WHEN f.field = 'modality' THEN f.texts END), '') AS modality,
  coalesce(max(CASE WHEN f.field = '00081030' THEN f.texts END), '') AS study_description,
  coalesce(max(CASE WHEN f.field = '00081030' THEN f.n END), 0) AS n_descriptions,
  max(CASE WHEN f.field = '00321060' THEN f.texts END) AS requested_procedure,
  max(CASE WHEN f.field = '00400254' THEN f.texts END) AS performed_procedure_step,
  max(CASE WHEN f.field = '00181030' THEN f.texts END) AS protocol,
  max(CASE WHEN f.field = '0008103E' THEN f.texts END) AS series_descriptions,
  max(CASE WHEN f.field = '00180010' THEN f.texts END) AS contrast_agent,
  coalesce(max(CASE WHEN f.field = '00180010' THEN f.least_series END), 0) = min(c.n_series) AS is_agent_of_all,
  CASE WHEN max(CASE WHEN f.field = '00200060' THEN f.n END) = 1 THEN max(CASE WHEN f.field = '00200060' THEN f.texts END)
    WHEN max(CASE WHEN f.field = '00200060' THEN f.n_sides END) > 1 THEN 'B' END AS laterality,
  coalesce(max(CASE WHEN f.field = '00200060' THEN f.n_series END), 0) = min(c.n_series) AS is_laterality_of_all,
  max(CASE WHEN f.field = '00180015' THEN f.texts END) AS body_part,
  CASE
    WHEN max(CASE WHEN f.field = 'performed code' THEN f.n END) = 1 THEN max(CASE WHEN f.field = 'performed code' THEN f.texts END)
    WHEN count(CASE WHEN f.field = 'performed code' THEN 1 END) = 0 AND max(CASE WHEN f.field = 'requested code' THEN f.n END) = 1
      THEN max(CASE WHEN f.field = 'requested code' THEN f.texts END)
  END AS procedure_code
FROM study t
JOIN (SELECT study_instance_uid, count(*) AS n_series FROM series GROUP BY study_instance_uid) c ON c.study_instance_uid = t.study_instance_uid
LEFT JOIN (
  SELECT study_instance_uid, field, join_ordered(text, text, chr(92)) AS texts, count(*) AS n, sum(n_series) AS n_series, min(n_series) AS least_series,
    count(CASE WHEN text IN ('L', 'R', 'B') THEN 1 END) AS n_sides
  FROM study_text
  WHERE field = 'modality'
  GROUP BY study_instance_uid, field
  UNION ALL
  SELECT study_instance_uid, field, join_ordered(text, text, ', ') AS texts, count(*) AS n, sum(n_series) AS n_series, min(n_series) AS least_series,
    count(CASE WHEN text IN ('L', 'R', 'B') THEN 1 END) AS n_sides
  FROM study_text
  WHERE field IN ('00180010', '00180015')
  GROUP BY study_instance_uid, field
  UNION ALL
  SELECT study_instance_uid, field, join_ordered(text, text, '|') AS texts, count(*) AS n, sum(n_series) AS n_series, min(n_series) AS least_series,
    count(CASE WHEN text IN ('L', 'R', 'B') THEN 1 END) AS n_sides
  FROM study_text
  WHERE field NOT IN ('modality', '00180010', '00180015')
  GROUP BY study_instance_uid, field
) f ON f.study_instance_uid = t.study_instance_uid
GROUP BY t.study_instance_uid
