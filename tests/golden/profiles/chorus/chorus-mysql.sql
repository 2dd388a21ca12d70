-- Tables of the profile chorus, mysql
CREATE TABLE IF NOT EXISTS image_registry (
  image_registry_id integer AUTO_INCREMENT NOT NULL,
  file_id varchar(1024) NOT NULL,
  proc_id integer NOT NULL,
  person_id integer NOT NULL,
  group_id integer NOT NULL,
  visit_id integer NOT NULL,
  datetime datetime NOT NULL,
  src_file varchar(1024) NOT NULL,
  trg_file varchar(1024),
  PRIMARY KEY (image_registry_id)
);
CREATE TABLE IF NOT EXISTS procedure_occurrence (
  procedure_occurrence_id integer NOT NULL,
  person_id integer NOT NULL,
  procedure_concept_id integer NOT NULL,
  procedure_date date NOT NULL,
  procedure_datetime datetime,
  procedure_end_date date,
  procedure_end_datetime datetime,
  procedure_type_concept_id integer NOT NULL,
  modifier_concept_id integer,
  quantity integer,
  provider_id integer,
  visit_occurrence_id integer,
  visit_detail_id integer,
  procedure_source_value varchar(50),
  procedure_source_concept_id integer,
  modifier_source_value varchar(50),
  PRIMARY KEY (procedure_occurrence_id)
);
CREATE TABLE IF NOT EXISTS image_metadata (
  person_id integer,
  group_id integer,
  image_series_uid varchar(64),
  attribute varchar(8),
  keyword varchar(64),
  value_as_number double,
  value_source_value varchar(50),
  unit_source_value varchar(50)
);
CREATE TABLE IF NOT EXISTS tags_to_keep (
  attribute varchar(8) NOT NULL,
  keyword varchar(64),
  section varchar(16),
  metadata varchar(16),
  n_series integer,
  PRIMARY KEY (attribute)
);
CREATE TABLE IF NOT EXISTS registry_refused (
  image_registry_id integer NOT NULL,
  person_id integer,
  proc_id integer,
  group_id integer,
  datetime datetime,
  code varchar(50),
  PRIMARY KEY (image_registry_id)
);
