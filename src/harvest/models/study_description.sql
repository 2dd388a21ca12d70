-- What a study says of its procedure, one row for each study: for the matcher of study descriptions. Studies that say the same share a description_id. A
-- LOINC number counts where the scheme is LOINC, an RPID anywhere; several codes name none. Evidence that only some series hold is marked.
SELECT
  said.*,
  dense_rank() OVER (
    ORDER BY modality, study_description, n_descriptions, requested_procedure, performed_procedure_step, protocol, series_descriptions, contrast_agent,
      is_agent_of_all, laterality, is_laterality_of_all, body_part, procedure_code
  ) AS description_id
FROM (
  SELECT
    t.study_instance_uid,
    coalesce(join_ordered(CASE WHEN f.field = 'modality' THEN f.text END, f.text, chr(92)), '') AS modality,
    coalesce(join_ordered(CASE WHEN f.field = '00081030' THEN f.text END, f.text, '|'), '') AS study_description,
    count(CASE WHEN f.field = '00081030' THEN f.text END) AS n_descriptions,
    join_ordered(CASE WHEN f.field = '00321060' THEN f.text END, f.text, '|') AS requested_procedure,
    join_ordered(CASE WHEN f.field = '00400254' THEN f.text END, f.text, '|') AS performed_procedure_step,
    join_ordered(CASE WHEN f.field = '00181030' THEN f.text END, f.text, '|') AS protocol,
    join_ordered(CASE WHEN f.field = '0008103E' THEN f.text END, f.text, '|') AS series_descriptions,
    join_ordered(CASE WHEN f.field = '00180010' THEN f.text END, f.text, ', ') AS contrast_agent,
    coalesce(min(CASE WHEN f.field = '00180010' THEN f.n_series END), 0) = min(c.n_series) AS is_agent_of_all,
    CASE WHEN count(CASE WHEN f.field = '00200060' THEN f.text END) = 1 THEN min(CASE WHEN f.field = '00200060' THEN f.text END)
      WHEN count(CASE WHEN f.field = '00200060' AND f.text IN ('L', 'R', 'B') THEN f.text END) > 1 THEN 'B' END AS laterality,
    coalesce(sum(CASE WHEN f.field = '00200060' THEN f.n_series END), 0) = min(c.n_series) AS is_laterality_of_all,
    join_ordered(CASE WHEN f.field = '00180015' THEN f.text END, f.text, ', ') AS body_part,
    CASE
      WHEN count(CASE WHEN f.field = 'performed code' THEN f.text END) = 1 THEN min(CASE WHEN f.field = 'performed code' THEN f.text END)
      WHEN count(CASE WHEN f.field = 'performed code' THEN f.text END) = 0 AND count(CASE WHEN f.field = 'requested code' THEN f.text END) = 1
        THEN min(CASE WHEN f.field = 'requested code' THEN f.text END)
    END AS procedure_code
  FROM study t
  JOIN (SELECT study_instance_uid, count(*) AS n_series FROM series GROUP BY study_instance_uid) c ON c.study_instance_uid = t.study_instance_uid
  LEFT JOIN (
    SELECT study_instance_uid, field, text, count(DISTINCT series_instance_uid) AS n_series
    FROM (
      SELECT s.study_instance_uid, s.series_instance_uid, 'modality' AS field, m.modality AS text
      FROM series s
      JOIN modality_value m ON m.series_instance_uid = s.series_instance_uid
      UNION ALL
      SELECT s.study_instance_uid, s.series_instance_uid, e.tag, trim(CASE WHEN e.tag = '00200060' THEN upper(e.value) ELSE e.value END)
      FROM series s
      JOIN elements e ON e.series_instance_uid = s.series_instance_uid
      WHERE e.path IN ('00081030', '00400254', '00181030', '0008103E', '00180010', '00200060', '00180015') OR e.tag = '00321060'
      UNION ALL
      SELECT s.study_instance_uid, s.series_instance_uid, CASE WHEN e.tag = '00081032' THEN 'performed code' ELSE 'requested code' END, trim(e.code_value)
      FROM series s
      JOIN elements e ON e.series_instance_uid = s.series_instance_uid
      WHERE (e.path = '00081032' OR e.tag = '00321064') AND (e.code_scheme = 'LN' OR matches(e.code_value, '^RPID[0-9]+$'))
    ) found
    WHERE text <> ''
    GROUP BY study_instance_uid, field, text
  ) f ON f.study_instance_uid = t.study_instance_uid
  GROUP BY t.study_instance_uid
) said
