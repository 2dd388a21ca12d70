-- V08: Codes are in their context group, where that may not be extended
-- column: headers, code sequences
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: codes that are not in the group
-- denominator: codes of attributes that are bound to a Non-Extensible context group, for each attribute
-- source: PS3.3 8.3; PS3.16 6.1.1
-- reads: image_header, binding, context_group, context_group_code, context_group_member, lookup_attribute
-- message: codes stand in headers that their context group does not allow
-- fix: look the code up in the context group that the attribute is bound to
SELECT a.keyword AS part, h.image_occurrence_id AS id, max(CASE WHEN c.cid IS NULL AND o.cid IS NULL THEN 0 ELSE 1 END) = 0 AS failed
FROM image_header h
JOIN (
  SELECT translate(b.tag, '(),', '') AS attribute, b.cid
  FROM binding b
  JOIN context_group g ON g.cid = b.cid
  GROUP BY b.tag, b.cid
  HAVING min(g.extensible) = 'false'
) b ON b.attribute = h.tag
JOIN lookup_attribute a ON a.attribute = h.tag
LEFT JOIN context_group_code c ON c.cid = b.cid AND c.code = h.code_value
LEFT JOIN context_group_member o ON o.cid = b.cid AND o.snomed_rt = h.code_value
WHERE h.code_value IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM binding e JOIN context_group g ON g.cid = e.cid WHERE translate(e.tag, '(),', '') = h.tag AND g.extensible = 'true'
  )
GROUP BY a.keyword, h.image_occurrence_id, h.path, h.code_value
