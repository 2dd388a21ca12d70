-- Imaging procedures of the CDM that a study may be: of its person, at most some days from its day, made by no harvest. What the procedure says of accession,
-- modality and site: 1 the same, 0 nothing that can be compared, -1 something else. A site is the same as one above or below it.
SELECT
  c.study_instance_uid, c.procedure_occurrence_id, c.visit_occurrence_id, c.same_accession,
  CASE
    WHEN count(CASE WHEN x.modality_concept_id = k.procedure_concept_id THEN 1 END) > 0 THEN 1
    WHEN count(CASE WHEN k.term IS NOT NULL THEN x.modality_concept_id END) > 0 THEN -1
    ELSE 0
  END AS same_modality,
  CASE
    WHEN count(CASE WHEN y.site_concept_id = a.anatomic_site_concept_id OR up.above IS NOT NULL OR down.above IS NOT NULL THEN 1 END) > 0 THEN 1
    WHEN count(CASE WHEN l.concept_id IS NOT NULL THEN y.site_concept_id END) > 0 THEN -1
    ELSE 0
  END AS same_site
FROM (
  SELECT t.study_instance_uid, p.procedure_occurrence_id, p.visit_occurrence_id, p.concept_id,
    CASE WHEN p.source_value = t.accession THEN 1 WHEN o.accession IS NOT NULL THEN -1 ELSE 0 END AS same_accession
  FROM study t
  JOIN person_shift h ON h.person_id = t.person_id
  CROSS JOIN setting g
  JOIN cdm_procedure p
    ON p.person_id = t.person_id
    AND p.day BETWEEN add_days(t.day, CASE WHEN g.cdm_is_shifted THEN h.shift_days ELSE 0 END - g.cdm_days)
      AND add_days(t.day, CASE WHEN g.cdm_is_shifted THEN h.shift_days ELSE 0 END + g.cdm_days)
  LEFT JOIN known_study k ON k.procedure_occurrence_id = p.procedure_occurrence_id
  LEFT JOIN (SELECT DISTINCT accession FROM study) o ON o.accession = p.source_value
  WHERE k.study_instance_uid IS NULL
) c
JOIN series s ON s.study_instance_uid = c.study_instance_uid
LEFT JOIN modality_value v ON v.series_instance_uid = s.series_instance_uid
LEFT JOIN modality_concept k ON coalesce(k.modality, '') = coalesce(v.modality, '')
LEFT JOIN cdm_modality x ON x.concept_id = c.concept_id
LEFT JOIN series_site a ON a.series_instance_uid = s.series_instance_uid AND a.anatomic_site_concept_id <> 0
LEFT JOIN (SELECT DISTINCT standard_concept_id AS concept_id FROM lookup_site) l ON l.concept_id = a.anatomic_site_concept_id
LEFT JOIN cdm_procedure_site y ON y.concept_id = c.concept_id
LEFT JOIN cdm_site_pair up ON up.above = y.site_concept_id AND up.below = a.anatomic_site_concept_id
LEFT JOIN cdm_site_pair down ON down.above = a.anatomic_site_concept_id AND down.below = y.site_concept_id
GROUP BY c.study_instance_uid, c.procedure_occurrence_id, c.visit_occurrence_id, c.same_accession
