-- T08: The radiopharmaceutical is given before the images are taken
-- column: headers (0018,1072), (0018,1078)
-- category: plausibility, temporal
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: series that began before
-- denominator: series with the start of a radiopharmaceutical and of the acquisition
-- source: PS3.3 C.8.9.2
-- reads: image_header, instance
-- message: images were taken before the radiopharmaceutical was given: uptake times and SUV would be wrong
-- fix: look at the clocks of scanner and injector; a start on the day before needs Radiopharmaceutical Start DateTime
SELECT h.image_occurrence_id AS id,
  CASE WHEN h.tag = '00181078' THEN datetime_of(h.value) > a.start ELSE time_of(h.value) > time_of(substr(split_part(a.text, '.', 1), 9)) END AS failed
FROM image_header h
JOIN (
  SELECT series_instance_uid, min(datetime_of(acquisition_datetime)) AS start, min(acquisition_datetime) AS text
  FROM instance
  WHERE copy = 1 AND kind = 'image' AND acquisition_datetime IS NOT NULL
  GROUP BY series_instance_uid
) a ON a.series_instance_uid = h.series_instance_uid AND a.start IS NOT NULL
WHERE (h.tag = '00181078' AND datetime_of(h.value) IS NOT NULL)
  OR (h.tag = '00181072' AND time_of(h.value) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM image_header b WHERE b.image_occurrence_id = h.image_occurrence_id AND b.tag = '00181078' AND b.value IS NOT NULL))
GROUP BY h.image_occurrence_id, h.tag, h.value, a.start, a.text
