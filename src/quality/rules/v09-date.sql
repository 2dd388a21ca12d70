-- V09: Dates are days
-- column: headers, values of VR DA
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: dates that no calendar has
-- denominator: dates of the headers, for each attribute
-- source: PS3.5 6.2
-- reads: image_header, lookup_attribute
-- message: dates cannot be read: the next best date was taken, or none
-- fix: see findings.tsv, date-invalid; mend them in the archive
SELECT a.keyword AS part, h.image_occurrence_id AS id, day_of(h.value) IS NULL AS failed
FROM image_header h
JOIN lookup_attribute a ON a.attribute = h.tag
WHERE h.vr = 'DA' AND h.value IS NOT NULL
