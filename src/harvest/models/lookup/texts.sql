-- What sites write in place of a value of the standard, in upper case and with blanks for `_` and `-`.
SELECT '00080060' AS attribute, value, modality AS meant FROM list_modality_synonym
UNION ALL
SELECT '00180015', value, body_part_examined FROM list_body_part_synonym
