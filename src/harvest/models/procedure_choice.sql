-- The concept of a study's procedure and the step that decided: a code, the playbook where it is sure, the modality that all its series share,
-- else Imaging.
SELECT
  t.study_instance_uid,
  coalesce(c.standard_concept_id, p.concept_id, m.procedure_concept_id, imaging.concept_id) AS procedure_concept_id,
  coalesce(CASE WHEN c.study_instance_uid IS NULL THEN p.source_concept_id ELSE c.concept_id END, 0) AS procedure_source_concept_id,
  CASE
    WHEN c.standard_concept_id IS NOT NULL THEN c.step
    WHEN p.concept_id IS NOT NULL THEN 'playbook'
    WHEN m.term IS NOT NULL THEN 'modality'
    ELSE 'imaging'
  END AS step
FROM study t
LEFT JOIN procedure_code c ON c.study_instance_uid = t.study_instance_uid
LEFT JOIN study_match p ON p.study_instance_uid = t.study_instance_uid
LEFT JOIN (
  SELECT s.study_instance_uid, min(k.procedure_concept_id) AS procedure_concept_id, min(k.term) AS term
  FROM series s
  JOIN modality_value v ON v.series_instance_uid = s.series_instance_uid
  JOIN modality_concept k ON coalesce(k.modality, '') = coalesce(v.modality, '')
  GROUP BY s.study_instance_uid
  HAVING count(DISTINCT k.procedure_concept_id) = 1
) m ON m.study_instance_uid = t.study_instance_uid
CROSS JOIN (SELECT concept_id FROM list_concept WHERE name = 'imaging') imaging
