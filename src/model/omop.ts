/** OMOP CDM v5.4 vocabulary rows, before and after they have ids. Dates are `yyyymmdd`. */
import type { Relationship, RelationshipId } from './relationship-types.js';

/** Signed 32-bit, over 2,000,000,000 for concepts that are not OHDSI's. [CDM v5.4, custom concepts] */
export type ConceptId = number & { readonly __brand: 'ConceptId' };

export type StandardConcept = 'S' | 'C';
export type InvalidReason = 'D' | 'U';

/** What names a concept for ever. [CDM: unique (vocabulary_id, concept_code)] */
export interface ConceptKey {
  readonly vocabularyId: string;
  readonly conceptCode: string;
}

export interface Concept extends ConceptKey {
  readonly conceptId: ConceptId;
  /** At most 255 characters, trimmed, one line, no double quote. */
  readonly conceptName: string;
  readonly domainId: string;
  readonly conceptClassId: string;
  readonly standardConcept: StandardConcept | undefined;
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: InvalidReason | undefined;
}

export interface ConceptRelationship {
  readonly conceptId1: ConceptId;
  readonly conceptId2: ConceptId;
  /** A release that is read may hold others: rules compare it with the table of relationships. */
  readonly relationshipId: RelationshipId;
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: 'D' | undefined;
}

export interface ConceptSynonym {
  readonly conceptId: ConceptId;
  readonly conceptSynonymName: string;
  readonly languageConceptId: number;
}

export interface Vocabulary {
  readonly vocabularyId: string;
  readonly vocabularyName: string;
  readonly vocabularyReference: string;
  readonly vocabularyVersion: string;
  readonly vocabularyConceptId: ConceptId;
}

export interface ConceptClass {
  readonly conceptClassId: string;
  readonly conceptClassName: string;
  readonly conceptClassConceptId: number;
}

/** The beginning of time in OMOP: the first day of metadata concepts. */
export const FIRST_OMOP_DAY = '19700101';
/** The end of time in OMOP. */
export const FOREVER = '20991231';
/** Concept id of the language English. */
export const ENGLISH = 4180186;

/** The OMOP tables of one release. */
export interface Release {
  readonly concepts: readonly Concept[];
  readonly relationships: readonly ConceptRelationship[];
  readonly synonyms: readonly ConceptSynonym[];
  readonly vocabularies: readonly Vocabulary[];
  readonly conceptClasses: readonly ConceptClass[];
  readonly relationshipTypes: readonly Relationship[];
}
