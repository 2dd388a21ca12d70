-- Numbers of findings (image_finding_id): what is tracked through studies of a person has one; those remembered, then new ones.
SELECT f.person_id, f.finding_key, k.image_finding_id IS NULL AS is_new,
  coalesce(k.image_finding_id, g.image_finding_base - 1 + row_number() OVER (
    PARTITION BY k.image_finding_id IS NULL ORDER BY f.person_id, f.finding_key)) AS image_finding_id
FROM (SELECT DISTINCT person_id, finding_key FROM found_feature WHERE waits_for IS NULL AND finding_key IS NOT NULL) f
CROSS JOIN setting g
LEFT JOIN known_finding k ON k.person_id = f.person_id AND k.finding_key = f.finding_key
