-- V13: What an IOD requires is there and filled
-- column: headers
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 5
-- numerator: series that lack the attribute, or have it empty
-- denominator: series, for each attribute of type 1 of the mandatory modules of their IOD that the scan takes, at top level
-- source: PS3.5 7.4.1; PS3.3 Annex A
-- reads: series_iod, iod_attribute, scanned_attribute, image_header, lookup_attribute
-- message: headers lack what the standard requires of their kind of image
-- fix: look at the equipment or the export that wrote them
SELECT a.keyword AS part, s.image_occurrence_id AS id, count(h.tag) = 0 AS failed
FROM series_iod s
JOIN iod_attribute i ON i.iod_table = s.iod_table
JOIN scanned_attribute t ON t.attribute = i.attribute
JOIN lookup_attribute a ON a.attribute = i.attribute
LEFT JOIN image_header h
  ON h.image_occurrence_id = s.image_occurrence_id AND h.path = i.attribute AND (h.value IS NOT NULL OR h.code_value IS NOT NULL)
GROUP BY a.keyword, s.image_occurrence_id, i.attribute
