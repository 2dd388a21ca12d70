-- What the vocabulary knows of the headers: counts of the harvest's manifest, and values of features.
SELECT 1 AS place, 'elements whose attribute has a concept' AS what, coalesce(sum(CASE WHEN name <> 'attribute-unknown' THEN n END), 0) AS known, coalesce(sum(n), 0) AS total
FROM manifest_count
WHERE section = 'elements' AND name NOT LIKE 'private%'
UNION ALL
SELECT 2, 'private elements', coalesce(sum(CASE WHEN name LIKE 'private%' THEN n END), 0), coalesce(sum(n), 0) FROM manifest_count WHERE section = 'elements'
UNION ALL
SELECT 3, CASE WHEN a.vr = 'SQ' THEN 'codes with a concept' ELSE 'terms with a concept' END, count(CASE WHEN v.value_as_concept_id > 0 THEN 1 END), count(*)
FROM attribute_value v
JOIN lookup_attribute a ON a.attribute = v.attribute
WHERE v.value_as_concept_id IS NOT NULL
GROUP BY CASE WHEN a.vr = 'SQ' THEN 'codes with a concept' ELSE 'terms with a concept' END
ORDER BY place, what
