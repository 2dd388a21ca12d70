-- V06: Values of closed lists are among the Enumerated Values of their IOD
-- column: headers, values of VR CS
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: values that the standard does not list
-- denominator: values at top level of attributes whose lists are Enumerated Values in the IOD of the series, for each attribute
-- source: PS3.5 7.4; PS3.3 Annex A
-- reads: image_header, series_iod, iod_term, lookup_attribute
-- message: values stand in headers that the standard does not allow there
-- fix: see findings.tsv; the values are kept as they are, without a concept
SELECT a.keyword AS part, h.image_occurrence_id AS id, max(CASE WHEN t.value = h.value THEN 1 ELSE 0 END) = 0 AS failed
FROM image_header h
JOIN series_iod s ON s.image_occurrence_id = h.image_occurrence_id
JOIN iod_term t
  ON t.iod_table = s.iod_table AND t.attribute = h.path AND t.kind = 'Enumerated'
  AND (t.value_number IS NULL OR t.value_number = CAST(h.value_index AS VARCHAR))
JOIN lookup_attribute a ON a.attribute = h.path
WHERE h.vr = 'CS' AND h.value IS NOT NULL
GROUP BY a.keyword, h.image_occurrence_id, h.path, h.value_index, h.value
