-- The folder that all files of a series lie in, and that of a study (series_instance_uid empty): what their paths begin with in common.
SELECT study_instance_uid, series_instance_uid, substr(first_folder, 1, max(n) - 1) AS folder, n_bytes, is_dcm
FROM (
  SELECT study_instance_uid, series_instance_uid, first_folder, last_folder, n_bytes, is_dcm, explode(one_to(length(first_folder))) AS n
  FROM (
    SELECT study_instance_uid, series_instance_uid,
      concat(min(folder), '/') AS first_folder, concat(max(folder), '/') AS last_folder, CAST(sum(file_size) AS BIGINT) AS n_bytes, min(is_dcm) AS is_dcm
    FROM (
      SELECT study_instance_uid, series_instance_uid, regexp_replace(path, '/[^/]*$', '') AS folder, file_size,
        CASE WHEN lower(path) LIKE '%.dcm' THEN 1 ELSE 0 END AS is_dcm
      FROM image_file
      UNION ALL
      SELECT study_instance_uid, '', regexp_replace(path, '/[^/]*$', ''), file_size, CASE WHEN lower(path) LIKE '%.dcm' THEN 1 ELSE 0 END
      FROM image_file
    ) files
    GROUP BY study_instance_uid, series_instance_uid
  ) extents
) letters
WHERE substr(first_folder, 1, n) = substr(last_folder, 1, n) AND substr(first_folder, n, 1) = '/'
GROUP BY study_instance_uid, series_instance_uid, first_folder, n_bytes, is_dcm
