-- Texts of the headers that the list knows: its words, with a strength behind them at most (`OMNIPAQUE 350 mg/ml`). One that several lines of different
-- meaning match has none.
SELECT t.attribute, t.value, min(coalesce(l.concept_id, v.concept_id)) AS concept_id
FROM (
  SELECT DISTINCT p.tag AS attribute, f.value
  FROM feature_value f
  JOIN feature_path p ON p.path_id = f.path_id
  WHERE p.vr IN ('LO', 'SH', 'UC', 'ST', 'LT', 'UT') AND f.value IS NOT NULL
) t
JOIN list_text_value l
  ON l.attribute = t.attribute
  AND matches(upper(in_words(t.value)), concat('^', l.text, '( [0-9]+)*( (MG|MGI|ML|MMOL|I|L))*$'))
LEFT JOIN (SELECT DISTINCT concept_code, concept_id FROM lookup_value) v ON l.vocabulary_id = 'DICOM' AND v.concept_code = l.code
WHERE coalesce(l.concept_id, v.concept_id) IS NOT NULL
GROUP BY t.attribute, t.value
HAVING count(DISTINCT coalesce(l.concept_id, v.concept_id)) = 1
