/** A release with what the rules look up in it again and again; made once for all rules. */

import { LAST_OHDSI_ID } from '../model/concept-id.js';
import { groupBy } from '../model/grouping.js';
import { METADATA_CODE, OHDSI_METADATA_VOCABULARIES } from '../model/ohdsi-metadata.js';
import type { Concept, ConceptRelationship, Release } from '../model/omop.js';
import type { FileRef } from '../model/source-ref.js';

/** What a rule asks of a concept that is not ours. */
export interface ForeignConcept {
  /** `S`, `C`; undefined for a concept that is not standard. */
  readonly standardConcept: string | undefined;
  readonly invalidReason: string | undefined;
  readonly vocabularyId: string;
  readonly domainId: string;
}

/** Finds a concept of an Athena download; undefined if the download does not have it. */
export type LookUpConcept = (conceptId: number) => ForeignConcept | undefined;
/** True if the first concept is an ancestor of the second, itself excluded. [CONCEPT_ANCESTOR] */
export type IsAncestor = (ancestorId: number, descendantId: number) => boolean;

export interface IndexOptions {
  readonly lookUp?: LookUpConcept | undefined;
  readonly isAncestor?: IsAncestor | undefined;
  /** The release before this one, for the rules about the life of ids. */
  readonly previous?: Release | undefined;
  /** Day of the release, `yyyymmdd`: what is later lies in the future. */
  readonly published?: string | undefined;
  /** Row object -> its line, for releases read from files. */
  readonly places?: ReadonlyMap<object, FileRef> | undefined;
}

export interface ReleaseIndex extends IndexOptions {
  readonly release: Release;
  readonly ownVocabularies: ReadonlySet<string>;
  conceptOf(conceptId: number): Concept | undefined;
  /** Rows that are not deprecated, by their first concept. */
  validFrom(conceptId: number): readonly ConceptRelationship[];
  relationship(id1: number, id2: number, relationshipId: string): ConceptRelationship | undefined;
  reverseOf(relationshipId: string): string | undefined;
  /** `DICOM:00180081`, `Vocabulary:DICOM ...`, `concept 4180186`. */
  nameOf(conceptId: number): string;
  keyOf(row: ConceptRelationship): string;
}

export function indexRelease(release: Release, options: IndexOptions = {}): ReleaseIndex {
  const concepts = new Map<number, Concept>(release.concepts.map((concept) => [concept.conceptId, concept]));
  const rows = new Map<string, ConceptRelationship>();
  for (const row of release.relationships) {
    rows.set(`${row.conceptId1} ${row.conceptId2} ${row.relationshipId}`, row);
  }
  const valid = groupBy(
    release.relationships.filter(({ invalidReason }) => invalidReason === undefined),
    ({ conceptId1 }): number => conceptId1,
  );
  const reverses = new Map(
    release.relationshipTypes.map((type) => [type.relationshipId, type.reverseRelationshipId]),
  );
  const nameOf = (conceptId: number): string => {
    const concept = concepts.get(conceptId);
    return concept ? formatConcept(concept) : `concept ${conceptId}`;
  };
  return {
    ...options,
    release,
    ownVocabularies: new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId)),
    conceptOf: (conceptId) => concepts.get(conceptId),
    validFrom: (conceptId) => valid.get(conceptId) ?? [],
    relationship: (id1, id2, relationshipId) => rows.get(`${id1} ${id2} ${relationshipId}`),
    reverseOf: (relationshipId) => reverses.get(relationshipId),
    nameOf,
    keyOf: (row) => `${nameOf(row.conceptId1)} > ${row.relationshipId} > ${nameOf(row.conceptId2)}`,
  };
}

/** How findings and exceptions call a concept; metadata concepts share one code and go by their names. */
export function formatConcept({ vocabularyId, conceptCode, conceptName }: Concept): string {
  return `${vocabularyId}:${conceptCode === METADATA_CODE ? conceptName : conceptCode}`;
}

/** True for ids of concepts that OHDSI owns. */
export function isForeign(conceptId: number): boolean {
  return conceptId <= LAST_OHDSI_ID;
}

/**
 * Every id of OHDSI's that the release refers to: ends of relationships, languages, concepts of classes and
 * relationships. `lookUp` must know them all, so an index of an Athena download may be made for these alone.
 */
export function findForeignIds(release: Release): ReadonlySet<number> {
  const ids = [
    ...release.relationships.flatMap(({ conceptId1, conceptId2 }) => [conceptId1, conceptId2]),
    ...release.synonyms.map(({ languageConceptId }) => languageConceptId),
    ...release.vocabularies.map(({ vocabularyConceptId }) => vocabularyConceptId),
    ...release.conceptClasses.map(({ conceptClassConceptId }) => conceptClassConceptId),
    ...release.relationshipTypes.map(({ relationshipConceptId }) => relationshipConceptId),
  ];
  return new Set(ids.filter(isForeign));
}

/** True for the vocabularies whose concepts describe vocabularies, classes and relationships. */
export function isMetadataVocabulary(vocabularyId: string): boolean {
  return Object.hasOwn(OHDSI_METADATA_VOCABULARIES, vocabularyId);
}
