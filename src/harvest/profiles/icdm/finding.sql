-- What a reader of the tables of I-CDM should know: files of one series that lie in several folders are given the folder that holds these.
SELECT 'folders-several' AS code, 'filepath' AS table_name, 'filepath' AS column_name, count(*) AS n
FROM (
  SELECT series_instance_uid
  FROM image_file
  GROUP BY series_instance_uid
  HAVING count(DISTINCT regexp_replace(path, '/[^/]*$', '')) > 1
) spread
HAVING count(*) > 0
UNION ALL
SELECT code, 'filepath', 'file_size', n FROM unlisted_image
