-- R07: Every feature belongs to an image of the same person
-- column: IMAGE_FEATURE.image_occurrence_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: rows whose image does not exist or is another person's
-- denominator: rows of IMAGE_FEATURE
-- reads: image_feature, image_occurrence
-- message: features belong to no image, or to an image of another person
-- fix: load IMAGE_OCCURRENCE and IMAGE_FEATURE of one harvest
SELECT f.image_feature_id AS id, concat('image ', f.image_occurrence_id) AS found, coalesce(i.person_id <> f.person_id, TRUE) AS failed
FROM image_feature f
LEFT JOIN image_occurrence i ON i.image_occurrence_id = f.image_occurrence_id
