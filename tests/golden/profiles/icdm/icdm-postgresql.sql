-- Tables of the profile icdm, postgresql
CREATE TABLE IF NOT EXISTS imaging_study (
  imaging_study_id text NOT NULL,
  person_id integer,
  note_id integer,
  procedure_occurrence_id integer,
  study_date date,
  study_datetime text,
  filepath_id integer,
  study_type_concept_id integer,
  manufacturer text,
  modality_concept_id integer,
  modality_source_value text,
  number_of_series integer,
  number_of_instance integer,
  PRIMARY KEY (imaging_study_id)
);
CREATE TABLE IF NOT EXISTS imaging_series (
  imaging_series_id serial NOT NULL,
  person_id integer,
  filepath_id integer,
  imaging_study_id text,
  unique_series_id text,
  series_concept_id integer,
  series_source_value text,
  value_as_number text,
  value_as_concept_id integer,
  value_source_value text,
  unit_concept_id integer,
  unit_source_value text,
  PRIMARY KEY (imaging_series_id)
);
CREATE TABLE IF NOT EXISTS filepath (
  filepath_id serial NOT NULL,
  filepath_type_concept_id integer,
  filepath text,
  file_name text,
  file_extension text,
  file_size text,
  unit_concept_id integer,
  unit_source_value text,
  ext_seriesuid text,
  PRIMARY KEY (filepath_id)
);
CREATE TABLE IF NOT EXISTS imaging_annotation (
  imaging_annotation_id integer NOT NULL,
  imaging_study_id text,
  unique_series_id text,
  person_id integer,
  image_finding_id integer,
  annotation_concept_id integer,
  annotation_source_value text,
  value_as_number double precision,
  value_as_concept_id integer,
  value_source_value text,
  unit_concept_id integer,
  unit_source_value text,
  annotation_system text,
  annotation_datetime timestamp,
  PRIMARY KEY (imaging_annotation_id)
);
