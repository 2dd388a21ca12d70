-- Files that belong together: those of one accession number; of one study where it has none. The site's image_map.csv may say which number they get.
SELECT g.group_key, g.accession, g.image_occurrence_id, min(m.image_occurrence_id) AS given_id
FROM (
  SELECT coalesce(t.accession, t.study_instance_uid) AS group_key, min(t.accession) AS accession, min(o.image_occurrence_id) AS image_occurrence_id
  FROM study t
  JOIN occurrence o ON o.study_instance_uid = t.study_instance_uid
  GROUP BY coalesce(t.accession, t.study_instance_uid)
) g
LEFT JOIN site_image_map m ON m.accession_number = g.accession
GROUP BY g.group_key, g.accession, g.image_occurrence_id
