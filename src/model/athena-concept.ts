import type { ConceptId, ConceptKey, InvalidReason, StandardConcept } from './omop.js';

/** A CONCEPT row as Athena has it: values neither trimmed nor cleaned, names of any length, quotes and all. */
export interface AthenaConcept extends ConceptKey {
  readonly conceptId: ConceptId;
  /** Undefined for CPT4 before its names have been filled in. */
  readonly conceptName: string | undefined;
  readonly domainId: string;
  readonly conceptClassId: string;
  readonly standardConcept: StandardConcept | undefined;
  /** `yyyymmdd`. */
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: InvalidReason | undefined;
}

/** The relationships that lead from a source concept to a standard one. */
export type MappingRelationship = 'Maps to' | 'Concept replaced by';

/** A valid CONCEPT_RELATIONSHIP row that was followed, or can be. */
export interface MappingStep {
  readonly relationshipId: MappingRelationship;
  readonly from: ConceptId;
  readonly to: ConceptId;
}

export interface MappedTarget {
  /** Standard and valid. */
  readonly concept: AthenaConcept;
  /** From the concept asked about to this one; empty if it is standard itself. */
  readonly steps: readonly MappingStep[];
}

/** A VOCABULARY row. */
export interface AthenaVocabulary {
  readonly vocabularyId: string;
  readonly vocabularyName: string | undefined;
  readonly vocabularyReference: string | undefined;
  /** Of row `None`: the name of the release, `v5.0 27-AUG-25`. */
  readonly vocabularyVersion: string | undefined;
  readonly vocabularyConceptId: ConceptId;
}

/** Standard by the OMOP rules: `S` and no invalid_reason (releases have held rows with both). */
export function isValidStandard(concept: AthenaConcept): boolean {
  return concept.standardConcept === 'S' && concept.invalidReason === undefined;
}
