-- V07: Values of open lists are among the Defined Terms of their IOD
-- column: headers, values of VR CS
-- category: conformance, value
-- context: verification
-- level: note
-- threshold: 20
-- numerator: values that the standard does not list
-- denominator: values at top level of attributes with Defined Terms in the IOD of the series, for each attribute
-- source: PS3.5 7.4
-- reads: image_header, series_iod, iod_term, lookup_attribute
-- message: makers and sites use terms of their own, which have no concept
-- fix: see findings.tsv, value-not-defined; the standard allows it
SELECT a.keyword AS part, h.image_occurrence_id AS id, max(CASE WHEN t.value = h.value THEN 1 ELSE 0 END) = 0 AS failed
FROM image_header h
JOIN series_iod s ON s.image_occurrence_id = h.image_occurrence_id
JOIN iod_term t
  ON t.iod_table = s.iod_table AND t.attribute = h.path AND t.kind = 'Defined'
  AND (t.value_number IS NULL OR t.value_number = CAST(h.value_index AS VARCHAR))
JOIN lookup_attribute a ON a.attribute = h.path
WHERE h.vr = 'CS' AND h.value IS NOT NULL
GROUP BY a.keyword, h.image_occurrence_id, h.path, h.value_index, h.value
