-- Tables of the profile rcdm, postgresql
CREATE TABLE IF NOT EXISTS radiology_occurrence (
  radiology_occurrence_id integer NOT NULL,
  person_id integer NOT NULL,
  radiology_occurrence_date date NOT NULL,
  radiology_occurrence_datetime timestamp,
  modality varchar(10),
  manufacturer varchar(50),
  protocol_concept_id integer,
  protocol_source_value varchar(255),
  count_of_series integer,
  count_of_images integer,
  radiology_note text,
  PRIMARY KEY (radiology_occurrence_id)
);
CREATE TABLE IF NOT EXISTS radiology_image (
  radiology_image_id integer NOT NULL,
  radiology_occurrence_id integer NOT NULL,
  radiology_series_id integer NOT NULL,
  file_path varchar(255) NOT NULL,
  body_part_source_value varchar(20),
  laterality_concept_id varchar(20),
  series_type_concept_id varchar(20),
  series_type_source_value varchar(20),
  series_total_number integer,
  series_serial_number integer,
  image_resolution_rows integer,
  image_resolution_columns integer,
  CT_slice_thickness double precision,
  PRIMARY KEY (radiology_image_id)
);
CREATE TABLE IF NOT EXISTS radiology_occurrence_radlex (
  radiology_occurrence_id integer,
  attribute varchar(8),
  radlex_id varchar(10)
);
