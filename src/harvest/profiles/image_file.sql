-- One row for each data set of a series that is used: what a profile says of single images. Copies of one SOP Instance UID count once, the first in the order
-- of the inputs. A row that stands for a whole series (header tables of series) is no image.
SELECT
  i.sop_instance_uid, o.series_instance_uid, o.study_instance_uid, o.image_occurrence_id,
  i.instance_number, coalesce(i.number_of_frames, 1) AS n_frames, i.image_rows, i.image_columns,
  i.acquisition_datetime, i.file_size, i.path
FROM (
  SELECT
    i.series_instance_uid, i.sop_instance_uid, i.instance_number, i.number_of_frames, i.rows AS image_rows, i.columns AS image_columns,
    i.acquisition_datetime, i.file_size, i.n_instances, i.kind,
    concat(i.root, '/', i.source_id, CASE WHEN i.member IS NULL THEN '' ELSE concat(' > ', i.member) END) AS path,
    row_number() OVER (PARTITION BY i.sop_instance_uid ORDER BY i.root, i.source_id, i.member) AS copy
  FROM instances i
  WHERE i.status <> 'refused'
) i
JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
WHERE i.copy = 1 AND i.kind = 'image' AND i.n_instances = 1
