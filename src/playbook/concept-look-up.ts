/** What the playbook needs to know of OMOP concepts; an Athena download answers it elsewhere. */

export interface TargetConcept {
  readonly conceptId: number;
  readonly vocabularyId: string;
  readonly conceptCode: string;
  readonly conceptName: string;
}

export interface FoundConcept {
  readonly conceptId: number;
  readonly conceptName: string;
  readonly domainId: string;
  readonly standardConcept: string | undefined;
  readonly invalidReason: string | undefined;
  /** Where its `Maps to` chain ends: valid standard concepts. A standard concept may name itself. */
  readonly targets: readonly TargetConcept[];
}

/** (vocabulary_id, codes) -> the concepts found, by code; a code without one is left out. */
export type ConceptLookUp = (
  vocabularyId: string,
  codes: readonly string[],
) => ReadonlyMap<string, FoundConcept>;

export const LOINC_VOCABULARY = 'LOINC';
