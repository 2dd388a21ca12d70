-- One row for each data set that could be read. `copy` counts the copies of one SOP Instance UID, in the order of the inputs: only the first
-- is counted. A data set without that UID stands for itself.
SELECT
  i.*,
  row_number() OVER (
    PARTITION BY coalesce(i.sop_instance_uid, concat(i.root, '/', i.source_id, '/', coalesce(i.member, '')))
    ORDER BY i.root, i.source_id, i.member
  ) AS copy
FROM instances i
WHERE i.status <> 'refused'
