/**
 * What OHDSI's own vocabularies always hold, with their ids: domains, and the vocabularies of metadata concepts.
 * A release refers to them and does not carry them. [Athena DOMAIN, VOCABULARY, CONCEPT_CLASS]
 */

/** domain_id -> domain_concept_id. */
export const OHDSI_DOMAINS: Readonly<Record<string, number>> = {
  Gender: 2,
  Race: 3,
  Ethnicity: 4,
  Metadata: 7,
  Visit: 8,
  Procedure: 10,
  Modifier: 12,
  Drug: 13,
  Route: 15,
  Unit: 16,
  Device: 17,
  Condition: 19,
  Measurement: 21,
  'Meas Value Operator': 23,
  'Meas Value': 24,
  Observation: 27,
  Relationship: 31,
  'Place of Service': 32,
  Provider: 33,
  Currency: 34,
  'Revenue Code': 35,
  Specimen: 36,
  'Spec Anatomic Site': 38,
  'Spec Disease Status': 39,
  'Device/Procedure': 41,
  'Obs/Procedure': 42,
  'Meas/Procedure': 43,
  'Measurement/Obs': 44,
  'Device/Obs': 45,
  'Condition/Meas': 47,
  'Condition/Obs': 48,
  'Condition/Procedure': 49,
  'Device/Drug': 50,
  'Drug/Measurement': 51,
  'Drug/Obs': 52,
  'Condition/Drug': 53,
  'Drug/Procedure': 54,
  'Type Concept': 58,
  'Condition/Device': 235,
  Note: 5085,
  Plan: 32475,
  Sponsor: 32476,
  Payer: 32477,
  'Plan Stop Reason': 32478,
  Episode: 32527,
  Geography: 32558,
  Regimen: 32687,
  'Condition Status': 32889,
  Language: 33068,
  Cost: 581456,
};

/** A vocabulary of metadata concepts: its own concept, and the class of its concepts (of the same name). */
export interface MetadataVocabulary {
  readonly name: string;
  readonly vocabularyConceptId: number;
  readonly conceptClassConceptId: number;
}

const VOCABULARY: MetadataVocabulary = {
  name: 'OMOP Vocabulary',
  vocabularyConceptId: 44819232,
  conceptClassConceptId: 44819279,
};
const CONCEPT_CLASS: MetadataVocabulary = {
  name: 'OMOP Concept Class',
  vocabularyConceptId: 44819233,
  conceptClassConceptId: 44819247,
};

export const OHDSI_METADATA_VOCABULARIES: Readonly<Record<string, MetadataVocabulary>> = {
  Vocabulary: VOCABULARY,
  'Concept Class': CONCEPT_CLASS,
  Relationship: {
    name: 'OMOP Relationship',
    vocabularyConceptId: 44819235,
    conceptClassConceptId: 44819274,
  },
  Domain: { name: 'OMOP Domain', vocabularyConceptId: 44819147, conceptClassConceptId: 44819025 },
  Language: { name: 'OMOP Language', vocabularyConceptId: 33069, conceptClassConceptId: 33070 },
};

/** Concept classes of OHDSI that profiles use, with their ids. [Athena CONCEPT_CLASS] */
export const OHDSI_CONCEPT_CLASSES: Readonly<Record<string, number>> = {
  'Observable Entity': 44819029,
  'Qualifier Value': 44819021,
  'Body Structure': 44818996,
  Vocabulary: VOCABULARY.conceptClassConceptId,
  'Concept Class': CONCEPT_CLASS.conceptClassConceptId,
};

/** The code of every metadata concept. */
export const METADATA_CODE = 'OMOP generated';
