-- V12: Elements have the value representation that the standard says
-- column: headers
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: elements of another VR
-- denominator: elements of the standard, for each attribute
-- source: PS3.6 6
-- reads: image_header, lookup_attribute
-- message: elements are written in another form than the standard says: readers may take them for something else
-- fix: look at the equipment that wrote them
SELECT a.keyword AS part, min(h.image_occurrence_id) AS id, concat(h.vr, ' for ', a.vr) AS found, concat(' ', a.vr, ' ') NOT LIKE concat('% ', h.vr, ' %') AS failed, count(*) AS n
FROM image_header h
JOIN lookup_attribute a ON a.attribute = h.tag
WHERE h.value_index <= 1 AND a.vr IS NOT NULL
GROUP BY a.keyword, a.vr, h.vr
