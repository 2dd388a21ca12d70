-- One site for each series: the best rank that is mapped, there the most frequent concept; a tie is none. 0 where values are given but none is mapped.
SELECT
  series_instance_uid,
  CASE WHEN concept_id IS NULL THEN 0 WHEN n_best > 1 THEN NULL ELSE concept_id END AS anatomic_site_concept_id,
  CASE WHEN concept_id IS NULL THEN 'site-unmapped' WHEN n_best > 1 THEN 'site-ambiguous' END AS finding,
  rank
FROM (
  SELECT
    counted.*,
    count(*) OVER (PARTITION BY series_instance_uid, rank, concept_id IS NULL, n) AS n_best,
    row_number() OVER (
      PARTITION BY series_instance_uid
      ORDER BY CASE WHEN concept_id IS NULL THEN 1 ELSE 0 END, rank, n DESC, concept_id
    ) AS choice
  FROM (
    SELECT series_instance_uid, rank, concept_id, sum(n_instances) AS n
    FROM site_value
    GROUP BY series_instance_uid, rank, concept_id
  ) counted
) best
WHERE choice = 1
