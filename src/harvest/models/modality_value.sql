-- The modality of a series: the most frequent of its instances; where none is given, that of the SOP class. [PS3.3 C.7.3.1.1.1]
SELECT series_instance_uid, modality, n_modalities, implied
FROM (
  SELECT
    i.series_instance_uid,
    upper(trim(coalesce(i.modality, c.modality))) AS modality,
    count(*) OVER (PARTITION BY i.series_instance_uid) AS n_modalities,
    i.modality IS NULL AS implied,
    row_number() OVER (
      PARTITION BY i.series_instance_uid ORDER BY sum(i.n_instances) DESC, coalesce(i.modality, c.modality) NULLS LAST
    ) AS choice
  FROM instance i
  LEFT JOIN list_sop_class_modality c ON c.sop_class_uid = i.sop_class_uid
  WHERE i.copy = 1 AND i.kind = 'image' AND i.series_instance_uid IS NOT NULL
  GROUP BY i.series_instance_uid, i.modality, c.modality
) counted
WHERE choice = 1
