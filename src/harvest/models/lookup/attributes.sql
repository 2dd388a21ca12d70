-- The attributes of the release with what harvest goes by: whether the core list takes them, how they vary within a series, what becomes of several
-- values, whether their text is allowed, and which older attribute means the same.
SELECT a.*, l.use AS core_use, coalesce(v.class, 'series') AS variation, coalesce(m.rule, 'split') AS several_values,
  t.attribute IS NOT NULL AS text_allowed, q.legacy_attribute
FROM lookup_attribute a
LEFT JOIN list_core_attribute l ON l.path = a.attribute
LEFT JOIN list_variation v ON v.attribute = a.attribute
LEFT JOIN list_multi_valued m ON m.attribute = a.attribute
LEFT JOIN list_text_allowed t ON t.attribute = a.attribute
LEFT JOIN list_equivalent q ON q.attribute = a.attribute
