-- The distinct modalities of a study in the order of the alphabet, joined by a backslash: as many as ten characters hold, whole. [R-CDM Table 1: varchar(10)]
SELECT study_instance_uid, join_ordered(CASE WHEN width <= 10 THEN modality END, place, chr(92)) AS modalities, max(width) > 10 AS is_cut
FROM (
  SELECT study_instance_uid, modality,
    row_number() OVER (PARTITION BY study_instance_uid ORDER BY modality) AS place,
    sum(length(modality) + 1) OVER (PARTITION BY study_instance_uid ORDER BY modality) - 1 AS width
  FROM (SELECT DISTINCT study_instance_uid, modality FROM occurrence WHERE modality IS NOT NULL) each
) listed
GROUP BY study_instance_uid
