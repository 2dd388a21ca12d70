-- Each code of found_code as it may be shown: one that the standard prints, or that a vocabulary has, with the standard's own meaning; of others the
-- scheme if it is known, and the meaning cleaned, for a private code may be anything. All as found with --identified.
SELECT *, cut_50(concat(code, '^', meaning, '^', scheme)) AS shown
FROM (
  SELECT c.code_scheme, c.code_value, c.code_meaning,
    k.concept_id, k.standard_concept_id, k.standard_domain_id,
    p.code IS NOT NULL AS is_printed,
    CASE WHEN g.identified THEN c.code_value WHEN p.code IS NOT NULL OR k.concept_id IS NOT NULL THEN c.code_value ELSE '_' END AS code,
    CASE WHEN g.identified THEN coalesce(c.code_meaning, p.meaning, '') WHEN p.code IS NOT NULL THEN coalesce(p.meaning, '')
      WHEN k.concept_id IS NOT NULL THEN '' ELSE coalesce(t.cleaned, '_') END AS meaning,
    CASE WHEN g.identified OR s.designator IS NOT NULL THEN coalesce(c.code_scheme, '') ELSE '_' END AS scheme
  FROM found_code c
  CROSS JOIN setting g
  LEFT JOIN code_concept k ON k.code_scheme = c.code_scheme AND k.code_value = c.code_value
  LEFT JOIN lookup_code p ON p.scheme = CASE WHEN c.code_scheme IN ('SNM3', '99SDM') THEN 'SRT' ELSE c.code_scheme END AND p.code = c.code_value
  LEFT JOIN lookup_scheme s ON s.designator = c.code_scheme
  LEFT JOIN cleaned_text t ON t.text = c.code_meaning
) each
