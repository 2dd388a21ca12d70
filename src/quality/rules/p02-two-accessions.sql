-- P02: A series has one accession number
-- column: headers (0008,0050)
-- category: plausibility, uniqueness
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: series with several accession numbers
-- denominator: series with an accession number
-- reads: instances
-- uses: occurrence
-- message: series stand under several accession numbers: the procedure is that of the first
-- fix: look at the study in the archive: it was merged or mended in part
SELECT max(o.image_occurrence_id) AS id, count(DISTINCT i.accession_key) > 1 AS failed
FROM instances i
LEFT JOIN occurrence o ON o.series_instance_uid = i.series_instance_uid
WHERE i.accession_key IS NOT NULL AND i.series_instance_uid IS NOT NULL
GROUP BY i.series_instance_uid
