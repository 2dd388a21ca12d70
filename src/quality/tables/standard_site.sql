-- The sites that a harvest could give its images: what the release maps parts of the body to, and what rows have from elsewhere.
-- reads: image_occurrence, lookup_site
-- empty: not judged: the release maps no part of the body to a standard concept; build it with --athena
SELECT standard_concept_id AS concept_id FROM lookup_site WHERE standard_concept_id IS NOT NULL
UNION
SELECT anatomic_site_concept_id FROM image_occurrence WHERE anatomic_site_concept_id > 0
