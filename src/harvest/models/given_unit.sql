-- Units that the data themselves give: the unit of rescaled pixel values for a whole series, that of a region or a mapping for its own item. Only
-- where one is given. [PS3.3 C.8.9.1 Units, C.11.1.1.2 Rescale Type, C.7.6.16.2.11, C.8.5.5]
SELECT s.image_occurrence_id, p.path_id, CAST(u.rank AS INTEGER) AS rank,
  min(CASE WHEN e.code_scheme = 'UCUM' THEN e.code_value ELSE g.unit END) AS unit
FROM feature_path p
JOIN list_given_unit_use u ON u.attribute = p.tag
JOIN elements e
  ON e.tag = u.source
  AND (u.place = 'series' OR e.path = concat(substr(p.path, 1, length(p.path) - 8), u.source))
JOIN series_id s ON s.series_instance_uid = e.series_instance_uid
LEFT JOIN list_given_unit g ON g.source = u.source AND g.value = e.value
WHERE p.is_number AND (e.value IS NOT NULL OR e.code_value IS NOT NULL)
GROUP BY s.image_occurrence_id, p.path_id, u.rank
HAVING count(DISTINCT coalesce(e.value, e.code_value)) = 1 AND min(CASE WHEN e.code_scheme = 'UCUM' THEN e.code_value ELSE g.unit END) IS NOT NULL
