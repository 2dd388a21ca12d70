-- Codes whose meaning as written is that which the standard prints for another code of the scheme, and not for this one. [PS3.3 8.3: the code counts]
SELECT DISTINCT c.code_scheme, c.code_value, c.code_meaning
FROM (
  SELECT DISTINCT code_scheme, code_value, code_meaning, lower(in_words(code_meaning)) AS said
  FROM elements
  WHERE code_value IS NOT NULL AND code_meaning IS NOT NULL
) c
JOIN (SELECT scheme, code, lower(in_words(meaning)) AS said FROM lookup_code) o ON o.scheme = c.code_scheme AND o.said = c.said AND o.code <> c.code_value
JOIN (SELECT scheme, code, lower(in_words(meaning)) AS said FROM lookup_code) k ON k.scheme = c.code_scheme AND k.code = c.code_value AND k.said <> c.said
LEFT JOIN fact_context_group_member m ON m.scheme = c.code_scheme AND m.code = c.code_value AND lower(in_words(m.meaning)) = c.said
WHERE m.code IS NULL
