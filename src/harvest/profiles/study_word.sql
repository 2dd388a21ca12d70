-- What most series of a study say: its manufacturer, its modality and the concept of that; of several that are as frequent the first in the alphabet.
SELECT w.study_instance_uid, w.kind, w.word, w.concept_id
FROM (
  SELECT study_instance_uid, kind, word, concept_id,
    row_number() OVER (PARTITION BY study_instance_uid, kind ORDER BY count(*) DESC, word) AS choice
  FROM (
    SELECT o.study_instance_uid, 'manufacturer' AS kind, t.text AS word, CAST(NULL AS INTEGER) AS concept_id
    FROM occurrence o
    JOIN source_text t ON t.series_instance_uid = o.series_instance_uid AND t.path = '00080070'
    UNION ALL
    SELECT study_instance_uid, 'modality', modality, modality_concept_id FROM occurrence WHERE modality IS NOT NULL
  ) said
  WHERE word IS NOT NULL
  GROUP BY study_instance_uid, kind, word, concept_id
) w
WHERE w.choice = 1
