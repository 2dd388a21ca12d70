-- The codes of each segment, by the attribute that holds them: category, type, region, and modifiers of the last two. [PS3.3 C.8.20.4, C.8.8.8]
SELECT sop_instance_uid, series_instance_uid, segment_number, '00620003' AS attribute, category_code AS code_value, category_scheme AS code_scheme,
  category_meaning AS code_meaning
FROM segments
WHERE category_code IS NOT NULL
UNION ALL
SELECT sop_instance_uid, series_instance_uid, segment_number, '0062000F', type_code, type_scheme, type_meaning
FROM segments
WHERE type_code IS NOT NULL
UNION ALL
SELECT sop_instance_uid, series_instance_uid, segment_number, '00082218', region_code, region_scheme, region_meaning
FROM segments
WHERE region_code IS NOT NULL
UNION ALL
SELECT sop_instance_uid, series_instance_uid, segment_number, attribute,
  split_part(modifier, '^', 1), split_part(modifier, '^', 2), nullif(split_part(modifier, '^', 3), '')
FROM (
  SELECT sop_instance_uid, series_instance_uid, segment_number, '00620011' AS attribute, explode(split_text(type_modifiers, chr(92))) AS modifier
  FROM segments
  WHERE type_modifiers IS NOT NULL
  UNION ALL
  SELECT sop_instance_uid, series_instance_uid, segment_number, '00082220', explode(split_text(region_modifiers, chr(92)))
  FROM segments
  WHERE region_modifiers IS NOT NULL
) modifiers
WHERE split_part(modifier, '^', 1) <> ''
