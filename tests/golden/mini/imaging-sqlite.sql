-- OMOP medical imaging extension, sqlite
CREATE TABLE IF NOT EXISTS image_occurrence (
  image_occurrence_id integer NOT NULL,
  person_id integer NOT NULL,
  procedure_occurrence_id integer NOT NULL,
  visit_occurrence_id integer,
  anatomic_site_concept_id integer,
  wadors_uri text,
  local_path text,
  image_occurrence_date date NOT NULL,
  image_study_uid text NOT NULL,
  image_series_uid text NOT NULL,
  modality_concept_id integer NOT NULL,
  PRIMARY KEY (image_occurrence_id),
  FOREIGN KEY (anatomic_site_concept_id) REFERENCES concept (concept_id),
  FOREIGN KEY (modality_concept_id) REFERENCES concept (concept_id)
);
CREATE TABLE IF NOT EXISTS image_feature (
  image_feature_id integer NOT NULL,
  person_id integer NOT NULL,
  image_occurrence_id integer NOT NULL,
  image_feature_event_field_concept_id integer,
  image_feature_event_id integer,
  image_feature_concept_id integer NOT NULL,
  image_feature_type_concept_id integer NOT NULL,
  image_finding_concept_id integer,
  image_finding_id integer,
  anatomic_site_concept_id integer,
  alg_system text,
  alg_datetime timestamp,
  PRIMARY KEY (image_feature_id),
  FOREIGN KEY (image_occurrence_id) REFERENCES image_occurrence (image_occurrence_id),
  FOREIGN KEY (image_feature_event_field_concept_id) REFERENCES concept (concept_id),
  FOREIGN KEY (image_feature_concept_id) REFERENCES concept (concept_id),
  FOREIGN KEY (image_feature_type_concept_id) REFERENCES concept (concept_id),
  FOREIGN KEY (image_finding_concept_id) REFERENCES concept (concept_id),
  FOREIGN KEY (anatomic_site_concept_id) REFERENCES concept (concept_id)
);
CREATE INDEX IF NOT EXISTS idx_image_occurrence_person_id ON image_occurrence (person_id);
CREATE INDEX IF NOT EXISTS idx_image_occurrence_image_series_uid ON image_occurrence (image_series_uid);
CREATE INDEX IF NOT EXISTS idx_image_occurrence_modality_concept_id ON image_occurrence (modality_concept_id);
CREATE INDEX IF NOT EXISTS idx_image_feature_person_id ON image_feature (person_id);
CREATE INDEX IF NOT EXISTS idx_image_feature_image_occurrence_id ON image_feature (image_occurrence_id);
CREATE INDEX IF NOT EXISTS idx_image_feature_image_feature_concept_id ON image_feature (image_feature_concept_id);
