-- Ids of rows that only a profile has: those remembered, then those that the site gives, then new ones from the base on, for each table in order of series,
-- place in it and key.
SELECT
  r.table_name, r.study_instance_uid, r.series_instance_uid, r.row_key,
  k.row_id IS NULL AS is_new,
  coalesce(k.row_id, r.given_id, greatest(coalesce(b.greatest_id, 0), coalesce(s.greatest_id, 0), g.row_base - 1) + row_number() OVER (
    PARTITION BY r.table_name, coalesce(k.row_id, r.given_id) IS NULL
    ORDER BY r.image_occurrence_id, coalesce(r.place, 2147483647), r.study_instance_uid, r.series_instance_uid, r.row_key)) AS row_id
FROM row_key r
CROSS JOIN setting g
LEFT JOIN (SELECT table_name, max(row_id) AS greatest_id FROM known_row GROUP BY table_name) b ON b.table_name = r.table_name
LEFT JOIN (SELECT table_name, max(given_id) AS greatest_id FROM row_key GROUP BY table_name) s ON s.table_name = r.table_name
LEFT JOIN known_row k
  ON k.table_name = r.table_name AND k.study_instance_uid = r.study_instance_uid
  AND k.series_instance_uid = r.series_instance_uid AND k.row_key = r.row_key
