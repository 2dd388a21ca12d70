-- DICOM (DICOM mini), DICOM Private (DICOM mini) into the vocabulary tables of OMOP CDM v5.4, PostgreSQL.
-- Run in the directory of this file: psql -v schema=cdm -f load-postgresql.sql
-- Run it as often as you like: only rows that differ are written. Nothing is deleted but synonyms.
\set ON_ERROR_STOP on
\if :{?schema}
\else
\set schema public
\endif
BEGIN;
SET LOCAL search_path TO :"schema";
SET LOCAL client_min_messages TO warning;
CREATE TEMP TABLE dicom_omop_concept (
  concept_id integer NOT NULL,
  concept_name varchar(255) NOT NULL,
  domain_id varchar(20) NOT NULL,
  vocabulary_id varchar(20) NOT NULL,
  concept_class_id varchar(20) NOT NULL,
  standard_concept varchar(1),
  concept_code varchar(50) NOT NULL,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1),
  PRIMARY KEY (concept_id)
) ON COMMIT DROP;
CREATE TEMP TABLE dicom_omop_concept_relationship (
  concept_id_1 integer NOT NULL,
  concept_id_2 integer NOT NULL,
  relationship_id varchar(20) NOT NULL,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1),
  PRIMARY KEY (concept_id_1, concept_id_2, relationship_id)
) ON COMMIT DROP;
CREATE TEMP TABLE dicom_omop_concept_synonym (
  concept_id integer NOT NULL,
  concept_synonym_name varchar(1000) NOT NULL,
  language_concept_id integer NOT NULL,
  PRIMARY KEY (concept_id, concept_synonym_name, language_concept_id)
) ON COMMIT DROP;
CREATE TEMP TABLE dicom_omop_vocabulary (
  vocabulary_id varchar(20) NOT NULL,
  vocabulary_name varchar(255) NOT NULL,
  vocabulary_reference varchar(255),
  vocabulary_version varchar(255),
  vocabulary_concept_id integer NOT NULL,
  PRIMARY KEY (vocabulary_id)
) ON COMMIT DROP;
CREATE TEMP TABLE dicom_omop_concept_class (
  concept_class_id varchar(20) NOT NULL,
  concept_class_name varchar(255) NOT NULL,
  concept_class_concept_id integer NOT NULL,
  PRIMARY KEY (concept_class_id)
) ON COMMIT DROP;
CREATE TEMP TABLE dicom_omop_relationship (
  relationship_id varchar(20) NOT NULL,
  relationship_name varchar(255) NOT NULL,
  is_hierarchical varchar(1) NOT NULL,
  defines_ancestry varchar(1) NOT NULL,
  reverse_relationship_id varchar(20) NOT NULL,
  relationship_concept_id integer NOT NULL,
  PRIMARY KEY (relationship_id)
) ON COMMIT DROP;
\copy dicom_omop_concept (concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, valid_start_date, valid_end_date, invalid_reason) FROM 'CONCEPT.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
\copy dicom_omop_concept_relationship (concept_id_1, concept_id_2, relationship_id, valid_start_date, valid_end_date, invalid_reason) FROM 'CONCEPT_RELATIONSHIP.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
\copy dicom_omop_concept_synonym (concept_id, concept_synonym_name, language_concept_id) FROM 'CONCEPT_SYNONYM.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
\copy dicom_omop_vocabulary (vocabulary_id, vocabulary_name, vocabulary_reference, vocabulary_version, vocabulary_concept_id) FROM 'VOCABULARY.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
\copy dicom_omop_concept_class (concept_class_id, concept_class_name, concept_class_concept_id) FROM 'CONCEPT_CLASS.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
\copy dicom_omop_relationship (relationship_id, relationship_name, is_hierarchical, defines_ancestry, reverse_relationship_id, relationship_concept_id) FROM 'RELATIONSHIP.csv' WITH (FORMAT csv, HEADER true, DELIMITER E'\t', QUOTE E'\b', NULL '', ENCODING 'UTF8')
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_concept HAVING count(*) <> 2240) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: CONCEPT.csv does not hold the 2240 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_concept_relationship HAVING count(*) <> 2676) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: CONCEPT_RELATIONSHIP.csv does not hold the 2676 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_concept_synonym HAVING count(*) <> 2057) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: CONCEPT_SYNONYM.csv does not hold the 2057 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_vocabulary HAVING count(*) <> 2) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: VOCABULARY.csv does not hold the 2 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_concept_class HAVING count(*) <> 3) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: CONCEPT_CLASS.csv does not hold the 3 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM dicom_omop_relationship HAVING count(*) <> 4) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-file-incomplete: RELATIONSHIP.csv does not hold the 4 rows that this script was made for', first_found, number_found USING HINT = 'copy the release directory again, whole';
  END IF;
END $refuse$;
ANALYZE dicom_omop_concept;
ANALYZE dicom_omop_concept_relationship;
ANALYZE dicom_omop_concept_synonym;
ANALYZE dicom_omop_vocabulary;
ANALYZE dicom_omop_concept_class;
ANALYZE dicom_omop_relationship;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT CAST(c.concept_id AS varchar(20)) || ' is ' || c.vocabulary_id || ' ' || c.concept_code || ', not '
      || s.vocabulary_id || ' ' || s.concept_code AS found
  FROM dicom_omop_concept s JOIN concept c ON c.concept_id = s.concept_id
  WHERE c.vocabulary_id <> s.vocabulary_id OR c.concept_code <> s.concept_code) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-id-taken: an id of ours belongs to another concept in the target; expected ids that are free, or ours [CDM v5.4: primary key of CONCEPT]', first_found, number_found USING HINT = 'find out who gave these ids; seed the ledger with an id range that is free here, or move the other concepts';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT s.vocabulary_id || ' ' || s.concept_code || ' is ' || CAST(c.concept_id AS varchar(20)) || ', not '
      || CAST(s.concept_id AS varchar(20)) AS found
  FROM dicom_omop_concept s JOIN concept c ON c.vocabulary_id = s.vocabulary_id AND c.concept_code = s.concept_code
  WHERE c.concept_id <> s.concept_id AND s.concept_code <> 'OMOP generated') f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-code-taken: a code of ours has another id in the target; expected one id for each code [unique (vocabulary_id, concept_code)]', first_found, number_found USING HINT = 'seed the ledger from the CONCEPT rows of the target, so that its ids are kept, and build again';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT DISTINCT CAST(s.domain_id AS varchar(60)) AS found FROM dicom_omop_concept s
  WHERE NOT EXISTS (SELECT 1 FROM domain t WHERE t.domain_id = s.domain_id)) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-reference-missing: the target lacks domains; expected the rows that its foreign keys name [CDM v5.4]', first_found, number_found USING HINT = 'load an Athena download into these tables first, or load with --standalone';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT DISTINCT s.vocabulary_id AS found FROM dicom_omop_concept s
  WHERE NOT EXISTS (SELECT 1 FROM vocabulary t WHERE t.vocabulary_id = s.vocabulary_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_vocabulary v WHERE v.vocabulary_id = s.vocabulary_id)) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-reference-missing: the target lacks vocabularies; expected the rows that its foreign keys name [CDM v5.4]', first_found, number_found USING HINT = 'load an Athena download into these tables first, or load with --standalone';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT s.concept_class_id AS found FROM dicom_omop_concept_class s
  WHERE NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id)
    AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.concept_class_concept_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept c WHERE c.concept_id = s.concept_class_concept_id)) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-reference-missing: the target lacks the concepts of rows of concept_class; expected the rows that its foreign keys name [CDM v5.4]', first_found, number_found USING HINT = 'load an Athena download into these tables first, or load with --standalone';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT s.relationship_id AS found FROM dicom_omop_relationship s
  WHERE NOT EXISTS (SELECT 1 FROM relationship t WHERE t.relationship_id = s.relationship_id)
    AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.relationship_concept_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept c WHERE c.concept_id = s.relationship_concept_id)) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-reference-missing: the target lacks the concepts of rows of relationship; expected the rows that its foreign keys name [CDM v5.4]', first_found, number_found USING HINT = 'load an Athena download into these tables first, or load with --standalone';
  END IF;
END $refuse$;
DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN
  SELECT count(*), min(f.found) INTO number_found, first_found FROM (SELECT DISTINCT CAST(s.language_concept_id AS varchar(60)) AS found FROM dicom_omop_concept_synonym s
  WHERE NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.language_concept_id)) f;
  IF number_found > 0 THEN
    RAISE EXCEPTION '%; found %, % in all', 'load-reference-missing: the target lacks the languages of synonyms; expected the rows that its foreign keys name [CDM v5.4]', first_found, number_found USING HINT = 'load an Athena download into these tables first, or load with --standalone';
  END IF;
END $refuse$;
\echo metadata concepts changed
UPDATE concept SET concept_name = s.concept_name, domain_id = s.domain_id, vocabulary_id = s.vocabulary_id, concept_class_id = s.concept_class_id, standard_concept = s.standard_concept, concept_code = s.concept_code, valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept AS s WHERE concept.concept_id = s.concept_id AND (s.domain_id = 'Metadata') AND (concept.concept_name IS DISTINCT FROM s.concept_name OR concept.domain_id IS DISTINCT FROM s.domain_id OR concept.vocabulary_id IS DISTINCT FROM s.vocabulary_id OR concept.concept_class_id IS DISTINCT FROM s.concept_class_id OR concept.standard_concept IS DISTINCT FROM s.standard_concept OR concept.concept_code IS DISTINCT FROM s.concept_code OR concept.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept.invalid_reason IS DISTINCT FROM s.invalid_reason);
\echo metadata concepts added
INSERT INTO concept (concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id, s.concept_name, s.domain_id, s.vocabulary_id, s.concept_class_id, s.standard_concept, s.concept_code, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept AS s WHERE (s.domain_id = 'Metadata') AND NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.concept_id);
\echo vocabularies changed
UPDATE vocabulary SET vocabulary_name = s.vocabulary_name, vocabulary_reference = s.vocabulary_reference, vocabulary_version = s.vocabulary_version, vocabulary_concept_id = s.vocabulary_concept_id
  FROM dicom_omop_vocabulary AS s WHERE vocabulary.vocabulary_id = s.vocabulary_id AND (TRUE) AND (vocabulary.vocabulary_name IS DISTINCT FROM s.vocabulary_name OR vocabulary.vocabulary_reference IS DISTINCT FROM s.vocabulary_reference OR vocabulary.vocabulary_version IS DISTINCT FROM s.vocabulary_version OR vocabulary.vocabulary_concept_id IS DISTINCT FROM s.vocabulary_concept_id);
\echo vocabularies added
INSERT INTO vocabulary (vocabulary_id, vocabulary_name, vocabulary_reference, vocabulary_version, vocabulary_concept_id) SELECT s.vocabulary_id, s.vocabulary_name, s.vocabulary_reference, s.vocabulary_version, s.vocabulary_concept_id
  FROM dicom_omop_vocabulary AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM vocabulary t WHERE t.vocabulary_id = s.vocabulary_id);
\echo concept classes changed
UPDATE concept_class SET concept_class_name = s.concept_class_name, concept_class_concept_id = s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE concept_class.concept_class_id = s.concept_class_id AND (s.concept_class_concept_id > 2000000000) AND (concept_class.concept_class_name IS DISTINCT FROM s.concept_class_name OR concept_class.concept_class_concept_id IS DISTINCT FROM s.concept_class_concept_id);
\echo concept classes added
INSERT INTO concept_class (concept_class_id, concept_class_name, concept_class_concept_id) SELECT s.concept_class_id, s.concept_class_name, s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE (s.concept_class_concept_id > 2000000000) AND NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id);
\echo OHDSI classes added
INSERT INTO concept_class (concept_class_id, concept_class_name, concept_class_concept_id) SELECT s.concept_class_id, s.concept_class_name, s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id);
\echo relationship types added
INSERT INTO relationship (relationship_id, relationship_name, is_hierarchical, defines_ancestry, reverse_relationship_id, relationship_concept_id) SELECT s.relationship_id, s.relationship_name, s.is_hierarchical, s.defines_ancestry, s.reverse_relationship_id, s.relationship_concept_id
  FROM dicom_omop_relationship AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM relationship t WHERE t.relationship_id = s.relationship_id);
\echo concepts changed
UPDATE concept SET concept_name = s.concept_name, domain_id = s.domain_id, vocabulary_id = s.vocabulary_id, concept_class_id = s.concept_class_id, standard_concept = s.standard_concept, concept_code = s.concept_code, valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept AS s WHERE concept.concept_id = s.concept_id AND (s.domain_id <> 'Metadata') AND (concept.concept_name IS DISTINCT FROM s.concept_name OR concept.domain_id IS DISTINCT FROM s.domain_id OR concept.vocabulary_id IS DISTINCT FROM s.vocabulary_id OR concept.concept_class_id IS DISTINCT FROM s.concept_class_id OR concept.standard_concept IS DISTINCT FROM s.standard_concept OR concept.concept_code IS DISTINCT FROM s.concept_code OR concept.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept.invalid_reason IS DISTINCT FROM s.invalid_reason);
\echo concepts added
INSERT INTO concept (concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id, s.concept_name, s.domain_id, s.vocabulary_id, s.concept_class_id, s.standard_concept, s.concept_code, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept AS s WHERE (s.domain_id <> 'Metadata') AND NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.concept_id);
\echo relationships changed
UPDATE concept_relationship SET valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept_relationship AS s WHERE concept_relationship.concept_id_1 = s.concept_id_1 AND concept_relationship.concept_id_2 = s.concept_id_2 AND concept_relationship.relationship_id = s.relationship_id AND (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2)) AND (concept_relationship.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept_relationship.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept_relationship.invalid_reason IS DISTINCT FROM s.invalid_reason);
\echo relationships added
INSERT INTO concept_relationship (concept_id_1, concept_id_2, relationship_id, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id_1, s.concept_id_2, s.relationship_id, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept_relationship AS s WHERE (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2)) AND NOT EXISTS (SELECT 1 FROM concept_relationship t WHERE t.concept_id_1 = s.concept_id_1 AND t.concept_id_2 = s.concept_id_2 AND t.relationship_id = s.relationship_id);
\echo synonyms removed
DELETE FROM concept_synonym WHERE concept_id IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary))
  AND language_concept_id IN (SELECT language_concept_id FROM dicom_omop_concept_synonym)
  AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept_synonym s WHERE s.concept_id = concept_synonym.concept_id
    AND s.concept_synonym_name = concept_synonym.concept_synonym_name
    AND s.language_concept_id = concept_synonym.language_concept_id);
\echo synonyms added
INSERT INTO concept_synonym (concept_id, concept_synonym_name, language_concept_id) SELECT s.concept_id, s.concept_synonym_name, s.language_concept_id
  FROM dicom_omop_concept_synonym AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM concept_synonym t WHERE t.concept_id = s.concept_id AND t.concept_synonym_name = s.concept_synonym_name AND t.language_concept_id = s.language_concept_id);
\echo concepts deprecated
UPDATE concept SET valid_end_date = CASE WHEN valid_start_date > DATE '2024-11-14' THEN valid_start_date ELSE DATE '2024-11-14' END, invalid_reason = 'D', standard_concept = NULL
  WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary) AND invalid_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept s WHERE s.concept_id = concept.concept_id);
\echo relationships deprecated
UPDATE concept_relationship SET valid_end_date = CASE WHEN valid_start_date > DATE '2024-11-14' THEN valid_start_date ELSE DATE '2024-11-14' END, invalid_reason = 'D'
  WHERE invalid_reason IS NULL
    AND (concept_id_1 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_2 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)))
    AND (concept_id_1 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_1 < 2000000000)
    AND (concept_id_2 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_2 < 2000000000)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept_relationship s WHERE s.concept_id_1 = concept_relationship.concept_id_1
      AND s.concept_id_2 = concept_relationship.concept_id_2
      AND s.relationship_id = concept_relationship.relationship_id);
\echo relationship rows left out, whose other concept is not in the target
SELECT count(*) AS left_out FROM dicom_omop_concept_relationship s WHERE NOT (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2));
COMMIT;
