-- Each distinct value that is no plain number, and what it means: concept, text, the rule that decided, what is wrong with it.
SELECT
  v.*,
  coalesce(code.concept_id, exact.concept_id, folded.concept_id, uid.concept_id, tag.concept_id) AS value_source_concept_id,
  CASE
    WHEN v.is_number OR v.vr = 'AS' THEN NULL
    WHEN v.code_value IS NOT NULL THEN coalesce(code.standard_concept_id, code.concept_id, 0)
    WHEN v.vr = 'UI' THEN uid.concept_id
    WHEN v.vr = 'AT' THEN tag.concept_id
    WHEN v.vr IN ('LO', 'SH', 'UC', 'ST', 'LT', 'UT', 'AE') THEN coalesce(exact.standard_concept_id, exact.concept_id)
    WHEN v.multi = 'whole' THEN NULL
    ELSE coalesce(exact.standard_concept_id, exact.concept_id, folded.standard_concept_id, folded.concept_id, site.standard_concept_id, 0)
  END AS value_as_concept_id,
  CASE WHEN v.vr = 'AS' AND matches(v.value, '^[0-9]{3}[DWMY]$') THEN
    CASE WHEN g.identified OR substr(v.value, 4, 1) <> 'Y' OR substr(v.value, 1, 3) < '090' THEN CAST(substr(v.value, 1, 3) AS DOUBLE) ELSE 90 END
  END AS value_as_number,
  CASE
    WHEN v.is_number THEN concat(lower(v.vr), '-invalid')
    WHEN v.vr = 'AS' AND NOT matches(v.value, '^[0-9]{3}[DWMY]$') THEN 'as-invalid'
    WHEN v.code_value IS NOT NULL AND coalesce(code.standard_concept_id, code.concept_id) IS NULL THEN 'code-unresolved'
    WHEN v.code_value IS NOT NULL OR v.vr NOT IN ('CS', 'IS', 'US', 'SS', 'UL') OR v.multi = 'whole' OR v.private_creator IS NOT NULL THEN NULL
    WHEN exact.concept_id IS NOT NULL THEN NULL
    WHEN folded.concept_id IS NOT NULL OR site.standard_concept_id IS NOT NULL THEN 'value-form'
    WHEN v.closed THEN 'value-not-enumerated'
    ELSE 'value-not-defined'
  END AS finding,
  CASE
    WHEN v.is_number THEN 'none'
    WHEN v.multi = 'whole' AND v.vr IN ('DS', 'IS', 'FL', 'FD', 'US', 'SS', 'UL', 'SL', 'SV', 'UV') AND matches(translate(v.value, chr(92), ' '), '^[-+0-9.eE ]+$') THEN 'numbers'
    WHEN v.vr = 'AS' THEN CASE WHEN matches(v.value, '^[0-9]{3}[DWMY]$') THEN 'age' ELSE 'none' END
    WHEN v.code_value IS NOT NULL THEN concat('code: ', coalesce(code.status, 'absent'))
    WHEN exact.concept_id IS NOT NULL THEN 'value'
    WHEN folded.concept_id IS NOT NULL THEN 'value in upper case'
    WHEN site.standard_concept_id IS NOT NULL THEN 'body part synonym'
    WHEN uid.concept_id IS NOT NULL THEN 'registered UID'
    WHEN tag.concept_id IS NOT NULL THEN 'attribute'
    ELSE 'text'
  END AS rule
FROM (
  SELECT DISTINCT f.path_id, f.value_index, f.value, f.code_value, f.code_scheme, f.code_meaning,
    p.tag, p.vr, p.closed, p.multi, p.is_number, p.private_creator
  FROM feature_value f
  JOIN feature_path p ON p.path_id = f.path_id
  WHERE NOT p.is_number OR number_of(f.value, p.vr) IS NULL
) v
CROSS JOIN setting g
LEFT JOIN code_concept code ON code.code_scheme = v.code_scheme AND code.code_value = v.code_value
LEFT JOIN term_concept exact ON exact.attribute = v.tag AND exact.value = v.value
LEFT JOIN term_concept folded ON folded.attribute = v.tag AND folded.value = upper(trim(v.value)) AND folded.value <> v.value
LEFT JOIN list_body_part_synonym y ON v.tag = '00180015' AND y.value = trim(translate(upper(v.value), '_-', '  '))
LEFT JOIN lookup_site site ON site.value = coalesce(y.body_part_examined, CASE WHEN v.tag = '00180015' THEN translate(upper(v.value), ' _-', '') END)
LEFT JOIN lookup_uid uid ON v.vr = 'UI' AND uid.uid = v.value
LEFT JOIN lookup_attribute tag ON v.vr = 'AT' AND tag.attribute = v.value
