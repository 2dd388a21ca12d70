-- What the headers of a series say of its anatomic site, by rank: Anatomic Region Sequence, that of the frames, Body Part Examined, Primary Anatomic
-- Structure Sequence. Structures, in domain Spec Anatomic Site. `--site bpe-first` puts Body Part Examined before the codes.
SELECT
  e.series_instance_uid,
  1 + CASE WHEN e.path = '00082218' THEN 0 WHEN e.path LIKE '%>00082218' THEN 1 ELSE 4 END AS rank,
  concat(coalesce(e.code_value, ''), '^', coalesce(e.code_scheme, '')) AS value,
  CASE WHEN c.standard_domain_id = 'Spec Anatomic Site' THEN c.standard_concept_id END AS concept_id,
  e.n_instances
FROM elements e
LEFT JOIN code_concept c ON c.code_scheme = e.code_scheme AND c.code_value = e.code_value
WHERE e.tag IN ('00082218', '00082228') AND e.code_value IS NOT NULL
  AND (e.path IN ('00082218', '00082228') OR e.path LIKE '5200%>00209071>00082218')
UNION ALL
SELECT
  e.series_instance_uid,
  CASE WHEN g.site = 'bpe-first' THEN 0 ELSE 4 END,
  e.value,
  coalesce(whole.standard_concept_id, joined.standard_concept_id, meant.standard_concept_id),
  e.n_instances
FROM elements e
CROSS JOIN setting g
LEFT JOIN lookup_site whole ON whole.value = upper(trim(e.value))
LEFT JOIN lookup_site joined ON joined.value = translate(upper(e.value), ' _-', '')
LEFT JOIN list_body_part_synonym y ON y.value = trim(translate(upper(e.value), '_-', '  '))
LEFT JOIN lookup_site meant ON meant.value = y.body_part_examined
WHERE e.path = '00180015' AND e.value IS NOT NULL
