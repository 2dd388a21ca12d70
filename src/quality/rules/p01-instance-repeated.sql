-- P01: An instance is there once
-- column: headers (0008,0018)
-- category: plausibility, uniqueness
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: SOP Instance UIDs of several data sets
-- denominator: SOP Instance UIDs
-- source: PS3.5 9
-- reads: instances
-- message: instances came several times: only the first of each is counted
-- fix: remove copies from the archive that is scanned; two different images of one UID are a fault of the equipment
SELECT count(*) > 1 AS failed
FROM instances
WHERE sop_instance_uid IS NOT NULL AND status <> 'refused'
GROUP BY sop_instance_uid
