-- R12: Every concept that a row names exists
-- column: all *_concept_id
-- category: conformance, relational
-- context: verification
-- level: error
-- threshold: 0
-- numerator: concepts that neither the release nor the vocabulary has
-- denominator: concepts that rows name; without an Athena download or a CDM, those of 2 billion and more
-- reads: used_concept, release_concept
-- uses: foreign_concept
-- message: rows name concepts that do not exist
-- fix: load the release that was harvested with; update the Athena download
SELECT u.concept_id AS id, r.concept_id IS NULL AND f.concept_id IS NULL AS failed
FROM used_concept u
CROSS JOIN check_setting g
LEFT JOIN release_concept r ON r.concept_id = u.concept_id
LEFT JOIN foreign_concept f ON f.concept_id = u.concept_id
WHERE u.concept_id >= 2000000000 OR g.has_vocabulary
