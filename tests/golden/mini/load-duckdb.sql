-- DICOM (DICOM mini), DICOM Private (DICOM mini) into the vocabulary tables of OMOP CDM v5.4, DuckDB.
-- Run in the directory of this file: duckdb cdm.duckdb < load-duckdb.sql
-- Run it as often as you like: only rows that differ are written. Nothing is deleted but synonyms.
DROP TABLE IF EXISTS temp.dicom_omop_concept;
DROP TABLE IF EXISTS temp.dicom_omop_concept_relationship;
DROP TABLE IF EXISTS temp.dicom_omop_concept_synonym;
DROP TABLE IF EXISTS temp.dicom_omop_vocabulary;
DROP TABLE IF EXISTS temp.dicom_omop_concept_class;
DROP TABLE IF EXISTS temp.dicom_omop_relationship;
BEGIN TRANSACTION;
-- OMOP CDM v5.4, vocabulary tables, duckdb
CREATE TABLE IF NOT EXISTS concept (
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
);
CREATE TABLE IF NOT EXISTS vocabulary (
  vocabulary_id varchar(20) NOT NULL,
  vocabulary_name varchar(255) NOT NULL,
  vocabulary_reference varchar(255),
  vocabulary_version varchar(255),
  vocabulary_concept_id integer NOT NULL,
  PRIMARY KEY (vocabulary_id)
);
CREATE TABLE IF NOT EXISTS domain (
  domain_id varchar(20) NOT NULL,
  domain_name varchar(255) NOT NULL,
  domain_concept_id integer NOT NULL,
  PRIMARY KEY (domain_id)
);
CREATE TABLE IF NOT EXISTS concept_class (
  concept_class_id varchar(20) NOT NULL,
  concept_class_name varchar(255) NOT NULL,
  concept_class_concept_id integer NOT NULL,
  PRIMARY KEY (concept_class_id)
);
CREATE TABLE IF NOT EXISTS relationship (
  relationship_id varchar(20) NOT NULL,
  relationship_name varchar(255) NOT NULL,
  is_hierarchical varchar(1) NOT NULL,
  defines_ancestry varchar(1) NOT NULL,
  reverse_relationship_id varchar(20) NOT NULL,
  relationship_concept_id integer NOT NULL,
  PRIMARY KEY (relationship_id)
);
CREATE TABLE IF NOT EXISTS concept_relationship (
  concept_id_1 integer NOT NULL,
  concept_id_2 integer NOT NULL,
  relationship_id varchar(20) NOT NULL,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1)
);
CREATE TABLE IF NOT EXISTS concept_synonym (
  concept_id integer NOT NULL,
  concept_synonym_name varchar(1000) NOT NULL,
  language_concept_id integer NOT NULL
);
CREATE TABLE IF NOT EXISTS concept_ancestor (
  ancestor_concept_id integer NOT NULL,
  descendant_concept_id integer NOT NULL,
  min_levels_of_separation integer NOT NULL,
  max_levels_of_separation integer NOT NULL
);
CREATE TABLE IF NOT EXISTS source_to_concept_map (
  source_code varchar(50) NOT NULL,
  source_concept_id integer NOT NULL,
  source_vocabulary_id varchar(20) NOT NULL,
  source_code_description varchar(255),
  target_concept_id integer NOT NULL,
  target_vocabulary_id varchar(20) NOT NULL,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1)
);
CREATE TABLE IF NOT EXISTS drug_strength (
  drug_concept_id integer NOT NULL,
  ingredient_concept_id integer NOT NULL,
  amount_value numeric,
  amount_unit_concept_id integer,
  numerator_value numeric,
  numerator_unit_concept_id integer,
  denominator_value numeric,
  denominator_unit_concept_id integer,
  box_size integer,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1)
);
CREATE INDEX IF NOT EXISTS idx_concept_concept_code ON concept (concept_code);
CREATE INDEX IF NOT EXISTS idx_concept_vocabulary_id ON concept (vocabulary_id);
CREATE INDEX IF NOT EXISTS idx_concept_domain_id ON concept (domain_id);
CREATE INDEX IF NOT EXISTS idx_concept_concept_class_id ON concept (concept_class_id);
CREATE INDEX IF NOT EXISTS idx_concept_relationship_concept_id_1 ON concept_relationship (concept_id_1);
CREATE INDEX IF NOT EXISTS idx_concept_relationship_concept_id_2 ON concept_relationship (concept_id_2);
CREATE INDEX IF NOT EXISTS idx_concept_relationship_relationship_id ON concept_relationship (relationship_id);
CREATE INDEX IF NOT EXISTS idx_concept_synonym_concept_id ON concept_synonym (concept_id);
CREATE INDEX IF NOT EXISTS idx_concept_ancestor_ancestor_concept_id ON concept_ancestor (ancestor_concept_id);
CREATE INDEX IF NOT EXISTS idx_concept_ancestor_descendant_concept_id ON concept_ancestor (descendant_concept_id);
CREATE INDEX IF NOT EXISTS idx_source_to_concept_map_target_concept_id ON source_to_concept_map (target_concept_id);
CREATE INDEX IF NOT EXISTS idx_source_to_concept_map_target_vocabulary_id ON source_to_concept_map (target_vocabulary_id);
CREATE INDEX IF NOT EXISTS idx_source_to_concept_map_source_vocabulary_id ON source_to_concept_map (source_vocabulary_id);
CREATE INDEX IF NOT EXISTS idx_source_to_concept_map_source_code ON source_to_concept_map (source_code);
CREATE INDEX IF NOT EXISTS idx_drug_strength_drug_concept_id ON drug_strength (drug_concept_id);
CREATE INDEX IF NOT EXISTS idx_drug_strength_ingredient_concept_id ON drug_strength (ingredient_concept_id);

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
);
CREATE TEMP TABLE dicom_omop_concept_relationship (
  concept_id_1 integer NOT NULL,
  concept_id_2 integer NOT NULL,
  relationship_id varchar(20) NOT NULL,
  valid_start_date date NOT NULL,
  valid_end_date date NOT NULL,
  invalid_reason varchar(1),
  PRIMARY KEY (concept_id_1, concept_id_2, relationship_id)
);
CREATE TEMP TABLE dicom_omop_concept_synonym (
  concept_id integer NOT NULL,
  concept_synonym_name varchar(1000) NOT NULL,
  language_concept_id integer NOT NULL,
  PRIMARY KEY (concept_id, concept_synonym_name, language_concept_id)
);
CREATE TEMP TABLE dicom_omop_vocabulary (
  vocabulary_id varchar(20) NOT NULL,
  vocabulary_name varchar(255) NOT NULL,
  vocabulary_reference varchar(255),
  vocabulary_version varchar(255),
  vocabulary_concept_id integer NOT NULL,
  PRIMARY KEY (vocabulary_id)
);
CREATE TEMP TABLE dicom_omop_concept_class (
  concept_class_id varchar(20) NOT NULL,
  concept_class_name varchar(255) NOT NULL,
  concept_class_concept_id integer NOT NULL,
  PRIMARY KEY (concept_class_id)
);
CREATE TEMP TABLE dicom_omop_relationship (
  relationship_id varchar(20) NOT NULL,
  relationship_name varchar(255) NOT NULL,
  is_hierarchical varchar(1) NOT NULL,
  defines_ancestry varchar(1) NOT NULL,
  reverse_relationship_id varchar(20) NOT NULL,
  relationship_concept_id integer NOT NULL,
  PRIMARY KEY (relationship_id)
);
INSERT INTO dicom_omop_concept SELECT * FROM read_csv('CONCEPT.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'concept_id': 'INTEGER', 'concept_name': 'VARCHAR', 'domain_id': 'VARCHAR', 'vocabulary_id': 'VARCHAR', 'concept_class_id': 'VARCHAR', 'standard_concept': 'VARCHAR', 'concept_code': 'VARCHAR', 'valid_start_date': 'DATE', 'valid_end_date': 'DATE', 'invalid_reason': 'VARCHAR'});
INSERT INTO dicom_omop_concept_relationship SELECT * FROM read_csv('CONCEPT_RELATIONSHIP.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'concept_id_1': 'INTEGER', 'concept_id_2': 'INTEGER', 'relationship_id': 'VARCHAR', 'valid_start_date': 'DATE', 'valid_end_date': 'DATE', 'invalid_reason': 'VARCHAR'});
INSERT INTO dicom_omop_concept_synonym SELECT * FROM read_csv('CONCEPT_SYNONYM.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'concept_id': 'INTEGER', 'concept_synonym_name': 'VARCHAR', 'language_concept_id': 'INTEGER'});
INSERT INTO dicom_omop_vocabulary SELECT * FROM read_csv('VOCABULARY.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'vocabulary_id': 'VARCHAR', 'vocabulary_name': 'VARCHAR', 'vocabulary_reference': 'VARCHAR', 'vocabulary_version': 'VARCHAR', 'vocabulary_concept_id': 'INTEGER'});
INSERT INTO dicom_omop_concept_class SELECT * FROM read_csv('CONCEPT_CLASS.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'concept_class_id': 'VARCHAR', 'concept_class_name': 'VARCHAR', 'concept_class_concept_id': 'INTEGER'});
INSERT INTO dicom_omop_relationship SELECT * FROM read_csv('RELATIONSHIP.csv', delim = '\t', header = true, quote = '',
  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {'relationship_id': 'VARCHAR', 'relationship_name': 'VARCHAR', 'is_hierarchical': 'VARCHAR', 'defines_ancestry': 'VARCHAR', 'reverse_relationship_id': 'VARCHAR', 'relationship_concept_id': 'INTEGER'});
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: CONCEPT.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_concept HAVING count(*) <> 2240) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: CONCEPT_RELATIONSHIP.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_concept_relationship HAVING count(*) <> 2676) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: CONCEPT_SYNONYM.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_concept_synonym HAVING count(*) <> 2057) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: VOCABULARY.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_vocabulary HAVING count(*) <> 2) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: CONCEPT_CLASS.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_concept_class HAVING count(*) <> 3) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-file-incomplete: RELATIONSHIP.csv is not the file that this script was made for; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM dicom_omop_relationship HAVING count(*) <> 4) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-id-taken: an id of ours belongs to another concept in the target; next: find out who gave these ids; seed the ledger with an id range that is free here, or move the other concepts; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT CAST(c.concept_id AS varchar(20)) || ' is ' || c.vocabulary_id || ' ' || c.concept_code || ', not '
      || s.vocabulary_id || ' ' || s.concept_code AS found
  FROM dicom_omop_concept s JOIN concept c ON c.concept_id = s.concept_id
  WHERE c.vocabulary_id <> s.vocabulary_id OR c.concept_code <> s.concept_code) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-code-taken: a code of ours has another id in the target; next: seed the ledger from the CONCEPT rows of the target, so that its ids are kept, and build again; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT s.vocabulary_id || ' ' || s.concept_code || ' is ' || CAST(c.concept_id AS varchar(20)) || ', not '
      || CAST(s.concept_id AS varchar(20)) AS found
  FROM dicom_omop_concept s JOIN concept c ON c.vocabulary_id = s.vocabulary_id AND c.concept_code = s.concept_code
  WHERE c.concept_id <> s.concept_id AND s.concept_code <> 'OMOP generated') f;
SELECT CASE WHEN count(*) > 0 THEN error('load-reference-missing: the target lacks domains; next: load an Athena download into these tables first, or load with --standalone; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT DISTINCT CAST(s.domain_id AS varchar(60)) AS found FROM dicom_omop_concept s
  WHERE NOT EXISTS (SELECT 1 FROM domain t WHERE t.domain_id = s.domain_id)) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-reference-missing: the target lacks vocabularies; next: load an Athena download into these tables first, or load with --standalone; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT DISTINCT s.vocabulary_id AS found FROM dicom_omop_concept s
  WHERE NOT EXISTS (SELECT 1 FROM vocabulary t WHERE t.vocabulary_id = s.vocabulary_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_vocabulary v WHERE v.vocabulary_id = s.vocabulary_id)) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-reference-missing: the target lacks the concepts of rows of concept_class; next: load an Athena download into these tables first, or load with --standalone; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT s.concept_class_id AS found FROM dicom_omop_concept_class s
  WHERE NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id)
    AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.concept_class_concept_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept c WHERE c.concept_id = s.concept_class_concept_id)) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-reference-missing: the target lacks the concepts of rows of relationship; next: load an Athena download into these tables first, or load with --standalone; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT s.relationship_id AS found FROM dicom_omop_relationship s
  WHERE NOT EXISTS (SELECT 1 FROM relationship t WHERE t.relationship_id = s.relationship_id)
    AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.relationship_concept_id)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept c WHERE c.concept_id = s.relationship_concept_id)) f;
SELECT CASE WHEN count(*) > 0 THEN error('load-reference-missing: the target lacks the languages of synonyms; next: load an Athena download into these tables first, or load with --standalone; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (SELECT DISTINCT CAST(s.language_concept_id AS varchar(60)) AS found FROM dicom_omop_concept_synonym s
  WHERE NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.language_concept_id)) f;
-- metadata concepts changed
UPDATE concept SET concept_name = s.concept_name, domain_id = s.domain_id, vocabulary_id = s.vocabulary_id, concept_class_id = s.concept_class_id, standard_concept = s.standard_concept, concept_code = s.concept_code, valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept AS s WHERE concept.concept_id = s.concept_id AND (s.domain_id = 'Metadata') AND (concept.concept_name IS DISTINCT FROM s.concept_name OR concept.domain_id IS DISTINCT FROM s.domain_id OR concept.vocabulary_id IS DISTINCT FROM s.vocabulary_id OR concept.concept_class_id IS DISTINCT FROM s.concept_class_id OR concept.standard_concept IS DISTINCT FROM s.standard_concept OR concept.concept_code IS DISTINCT FROM s.concept_code OR concept.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept.invalid_reason IS DISTINCT FROM s.invalid_reason);
-- metadata concepts added
INSERT INTO concept (concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id, s.concept_name, s.domain_id, s.vocabulary_id, s.concept_class_id, s.standard_concept, s.concept_code, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept AS s WHERE (s.domain_id = 'Metadata') AND NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.concept_id);
-- vocabularies changed
UPDATE vocabulary SET vocabulary_name = s.vocabulary_name, vocabulary_reference = s.vocabulary_reference, vocabulary_version = s.vocabulary_version, vocabulary_concept_id = s.vocabulary_concept_id
  FROM dicom_omop_vocabulary AS s WHERE vocabulary.vocabulary_id = s.vocabulary_id AND (TRUE) AND (vocabulary.vocabulary_name IS DISTINCT FROM s.vocabulary_name OR vocabulary.vocabulary_reference IS DISTINCT FROM s.vocabulary_reference OR vocabulary.vocabulary_version IS DISTINCT FROM s.vocabulary_version OR vocabulary.vocabulary_concept_id IS DISTINCT FROM s.vocabulary_concept_id);
-- vocabularies added
INSERT INTO vocabulary (vocabulary_id, vocabulary_name, vocabulary_reference, vocabulary_version, vocabulary_concept_id) SELECT s.vocabulary_id, s.vocabulary_name, s.vocabulary_reference, s.vocabulary_version, s.vocabulary_concept_id
  FROM dicom_omop_vocabulary AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM vocabulary t WHERE t.vocabulary_id = s.vocabulary_id);
-- concept classes changed
UPDATE concept_class SET concept_class_name = s.concept_class_name, concept_class_concept_id = s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE concept_class.concept_class_id = s.concept_class_id AND (s.concept_class_concept_id > 2000000000) AND (concept_class.concept_class_name IS DISTINCT FROM s.concept_class_name OR concept_class.concept_class_concept_id IS DISTINCT FROM s.concept_class_concept_id);
-- concept classes added
INSERT INTO concept_class (concept_class_id, concept_class_name, concept_class_concept_id) SELECT s.concept_class_id, s.concept_class_name, s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE (s.concept_class_concept_id > 2000000000) AND NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id);
-- OHDSI classes added
INSERT INTO concept_class (concept_class_id, concept_class_name, concept_class_concept_id) SELECT s.concept_class_id, s.concept_class_name, s.concept_class_concept_id
  FROM dicom_omop_concept_class AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM concept_class t WHERE t.concept_class_id = s.concept_class_id);
-- relationship types added
INSERT INTO relationship (relationship_id, relationship_name, is_hierarchical, defines_ancestry, reverse_relationship_id, relationship_concept_id) SELECT s.relationship_id, s.relationship_name, s.is_hierarchical, s.defines_ancestry, s.reverse_relationship_id, s.relationship_concept_id
  FROM dicom_omop_relationship AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM relationship t WHERE t.relationship_id = s.relationship_id);
-- concepts changed
UPDATE concept SET concept_name = s.concept_name, domain_id = s.domain_id, vocabulary_id = s.vocabulary_id, concept_class_id = s.concept_class_id, standard_concept = s.standard_concept, concept_code = s.concept_code, valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept AS s WHERE concept.concept_id = s.concept_id AND (s.domain_id <> 'Metadata') AND (concept.concept_name IS DISTINCT FROM s.concept_name OR concept.domain_id IS DISTINCT FROM s.domain_id OR concept.vocabulary_id IS DISTINCT FROM s.vocabulary_id OR concept.concept_class_id IS DISTINCT FROM s.concept_class_id OR concept.standard_concept IS DISTINCT FROM s.standard_concept OR concept.concept_code IS DISTINCT FROM s.concept_code OR concept.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept.invalid_reason IS DISTINCT FROM s.invalid_reason);
-- concepts added
INSERT INTO concept (concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id, s.concept_name, s.domain_id, s.vocabulary_id, s.concept_class_id, s.standard_concept, s.concept_code, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept AS s WHERE (s.domain_id <> 'Metadata') AND NOT EXISTS (SELECT 1 FROM concept t WHERE t.concept_id = s.concept_id);
-- relationships changed
UPDATE concept_relationship SET valid_start_date = s.valid_start_date, valid_end_date = s.valid_end_date, invalid_reason = s.invalid_reason
  FROM dicom_omop_concept_relationship AS s WHERE concept_relationship.concept_id_1 = s.concept_id_1 AND concept_relationship.concept_id_2 = s.concept_id_2 AND concept_relationship.relationship_id = s.relationship_id AND (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2)) AND (concept_relationship.valid_start_date IS DISTINCT FROM s.valid_start_date OR concept_relationship.valid_end_date IS DISTINCT FROM s.valid_end_date OR concept_relationship.invalid_reason IS DISTINCT FROM s.invalid_reason);
-- relationships added
INSERT INTO concept_relationship (concept_id_1, concept_id_2, relationship_id, valid_start_date, valid_end_date, invalid_reason) SELECT s.concept_id_1, s.concept_id_2, s.relationship_id, s.valid_start_date, s.valid_end_date, s.invalid_reason
  FROM dicom_omop_concept_relationship AS s WHERE (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2)) AND NOT EXISTS (SELECT 1 FROM concept_relationship t WHERE t.concept_id_1 = s.concept_id_1 AND t.concept_id_2 = s.concept_id_2 AND t.relationship_id = s.relationship_id);
-- synonyms removed
DELETE FROM concept_synonym WHERE concept_id IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary))
  AND language_concept_id IN (SELECT language_concept_id FROM dicom_omop_concept_synonym)
  AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept_synonym s WHERE s.concept_id = concept_synonym.concept_id
    AND s.concept_synonym_name = concept_synonym.concept_synonym_name
    AND s.language_concept_id = concept_synonym.language_concept_id);
-- synonyms added
INSERT INTO concept_synonym (concept_id, concept_synonym_name, language_concept_id) SELECT s.concept_id, s.concept_synonym_name, s.language_concept_id
  FROM dicom_omop_concept_synonym AS s WHERE (TRUE) AND NOT EXISTS (SELECT 1 FROM concept_synonym t WHERE t.concept_id = s.concept_id AND t.concept_synonym_name = s.concept_synonym_name AND t.language_concept_id = s.language_concept_id);
-- concepts deprecated
UPDATE concept SET valid_end_date = CASE WHEN valid_start_date > DATE '2024-11-14' THEN valid_start_date ELSE DATE '2024-11-14' END, invalid_reason = 'D', standard_concept = NULL
  WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary) AND invalid_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept s WHERE s.concept_id = concept.concept_id);
-- relationships deprecated
UPDATE concept_relationship SET valid_end_date = CASE WHEN valid_start_date > DATE '2024-11-14' THEN valid_start_date ELSE DATE '2024-11-14' END, invalid_reason = 'D'
  WHERE invalid_reason IS NULL
    AND (concept_id_1 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_2 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)))
    AND (concept_id_1 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_1 < 2000000000)
    AND (concept_id_2 IN (SELECT concept_id FROM concept WHERE vocabulary_id IN (SELECT vocabulary_id FROM dicom_omop_vocabulary)) OR concept_id_2 < 2000000000)
    AND NOT EXISTS (SELECT 1 FROM dicom_omop_concept_relationship s WHERE s.concept_id_1 = concept_relationship.concept_id_1
      AND s.concept_id_2 = concept_relationship.concept_id_2
      AND s.relationship_id = concept_relationship.relationship_id);
SELECT count(*) AS left_out FROM dicom_omop_concept_relationship s WHERE NOT (EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_1) AND EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_2));
COMMIT;
