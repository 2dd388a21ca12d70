-- What the chosen options of PS3.15 Table E.1-1 make of each attribute: the site's exception first, then the options that retain or clean, then the
-- basic profile. K keeps, C cleans; everything else (X, Z, D, U and their mixtures) removes. Tags as patterns for LIKE. [PS3.15 E.1.1, E.3]
SELECT
  translate(replace(c.tag, '(gggg,eeee)', ''), 'x(),', '_') AS pattern,
  CASE
    WHEN x.action IS NOT NULL THEN x.action
    WHEN g.retain_patient_characteristics AND c.retain_patient_characteristics IS NOT NULL THEN c.retain_patient_characteristics
    WHEN g.retain_modified_dates AND c.retain_modified_dates IS NOT NULL THEN c.retain_modified_dates
    WHEN g.clean_descriptors AND c.clean_descriptors IS NOT NULL THEN c.clean_descriptors
    WHEN g.clean_structured_content AND c.clean_structured_content IS NOT NULL THEN c.clean_structured_content
    ELSE c.basic_profile
  END AS action
FROM confidentiality_profile c
CROSS JOIN setting g
LEFT JOIN list_deidentification_exception x ON x.attribute = translate(c.tag, '(),', '')
WHERE c.tag <> '(gggg,eeee)'
UNION ALL
SELECT x.attribute, x.action
FROM list_deidentification_exception x
WHERE x.attribute NOT IN (SELECT translate(c.tag, '(),', '') FROM confidentiality_profile c)
