-- Coded procedures of a study, best sequence first; a code counts if it leads to a standard concept in domain Procedure.
SELECT study_instance_uid, rank, concept_id, standard_concept_id, step
FROM (
  SELECT
    s.study_instance_uid, r.rank, r.step, c.concept_id, c.standard_concept_id,
    row_number() OVER (PARTITION BY s.study_instance_uid ORDER BY r.rank, c.standard_concept_id NULLS LAST) AS choice
  FROM elements e
  JOIN (
    VALUES ('00081032', 1, 'procedure-code'), ('00321064', 2, 'requested-code'),
      ('00321064<', 3, 'request-code'), ('00400260', 4, 'protocol-code')
  ) AS r (path, rank, step)
    ON r.path = CASE WHEN e.path LIKE '00400275%>00321064' THEN '00321064<' ELSE e.path END
  JOIN series s ON s.series_instance_uid = e.series_instance_uid
  JOIN code_concept c ON c.code_scheme = e.code_scheme AND c.code_value = e.code_value
  WHERE e.tag IN ('00081032', '00321064', '00400260') AND c.standard_domain_id = 'Procedure'
) found
WHERE choice = 1
