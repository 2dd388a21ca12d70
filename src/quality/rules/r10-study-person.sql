-- R10: A series belongs to one study, a study to one person
-- column: IMAGE_OCCURRENCE.image_study_uid
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: series in several studies, studies of several persons
-- denominator: series and studies
-- reads: image_occurrence
-- message: a series stands in several studies, or a study belongs to several persons
-- fix: look at the two patients in the archive: one of them was merged or mistyped; the headers must be mended there
SELECT 'series' AS part, min(image_occurrence_id) AS id, count(DISTINCT image_study_uid) > 1 AS failed
FROM image_occurrence
GROUP BY image_series_uid
UNION ALL
SELECT 'study', min(image_occurrence_id), count(DISTINCT person_id) > 1
FROM image_occurrence
GROUP BY image_study_uid
