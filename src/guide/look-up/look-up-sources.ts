/** What the look-up tables are made from, and how a concept of ours leads to a standard one. */
import type { LinkDraft } from '../../model/concept-draft.js';
import type { CodeDefinition, CodingScheme } from '../../model/content-mapping.js';
import type { Derivation } from '../../model/derivation.js';
import type { Concept, ConceptId, ConceptKey, Release } from '../../model/omop.js';
import type { Uid } from '../../model/registry.js';
import type { AttributeGuideEntry } from '../attribute-guide-row.js';
import type { PrivateLookUp } from './private-look-ups.js';

/** A standard concept that a code or a concept of ours leads to. */
export interface StandardTarget {
  readonly conceptId: ConceptId;
  readonly domainId: string;
  readonly vocabularyId: string;
}

/** A code as headers may hold it. */
export interface LookedUpCode {
  /** Coding Scheme Designator (0008,0102). */
  readonly scheme: string;
  readonly code: string;
  readonly meaning: string | undefined;
  /** The code in OMOP's terms; undefined where OMOP has no such vocabulary. */
  readonly key: ConceptKey | undefined;
  /** Concept of the code itself, whatever its status; undefined without an Athena download. */
  readonly conceptId: ConceptId | undefined;
  readonly targets: readonly StandardTarget[];
  /** `standard`, `mapped`, `absent`, `not looked up`, ... */
  readonly status: string;
}

export interface LookUpSources {
  readonly release: Release;
  readonly guide: readonly AttributeGuideEntry[];
  readonly derivation: Derivation;
  /** Attribute -> allowed value, between concepts of ours. */
  readonly links: readonly LinkDraft[];
  readonly uids: readonly Uid[];
  readonly codeDefinitions: readonly CodeDefinition[];
  readonly codingSchemes: readonly CodingScheme[];
  /** Coding Scheme Designator -> OMOP vocabulary, as curated. */
  readonly vocabularyOf: (designator: string) => string | undefined;
  /** Codes of other schemes. */
  readonly codes: readonly LookedUpCode[];
  /** Private attributes with concepts of their own vocabulary. */
  readonly privateAttributes: readonly PrivateLookUp[];
  /** A concept that is not ours; undefined without an Athena download. */
  readonly findForeign: (conceptId: ConceptId) => StandardTarget | undefined;
}

export type FindTargets = (conceptId: ConceptId) => readonly StandardTarget[];

/** Concepts of ours by code. */
export function indexByCode(release: Release): ReadonlyMap<string, Concept> {
  const own = new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId));
  return new Map(
    release.concepts.flatMap((concept) =>
      own.has(concept.vocabularyId) ? [[concept.conceptCode, concept] as const] : [],
    ),
  );
}

/** The valid `Maps to` of each concept of ours, in id order. */
export function makeFindTargets({ release, findForeign }: LookUpSources): FindTargets {
  const targets = new Map<ConceptId, StandardTarget[]>();
  for (const { conceptId1, conceptId2, relationshipId, invalidReason } of release.relationships) {
    if (relationshipId !== 'Maps to' || invalidReason !== undefined) continue;
    const target = findForeign(conceptId2);
    if (target === undefined) continue;
    const known = targets.get(conceptId1) ?? [];
    targets.set(
      conceptId1,
      [...known, target].sort((a, b) => a.conceptId - b.conceptId),
    );
  }
  return (conceptId) => targets.get(conceptId) ?? [];
}
