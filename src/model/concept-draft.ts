/** Concepts and links as they follow from the facts, before ids: keyed by code. */
import type { ConceptKey } from './omop.js';
import type { RelationshipId } from './relationship-types.js';
import type { SourceRef } from './source-ref.js';

/** In the order in which new ids are given. */
export const CONCEPT_KINDS = ['metadata', 'attribute', 'code', 'term', 'uid', 'foreign'] as const;
export type ConceptKind = (typeof CONCEPT_KINDS)[number];

/** Retired in this edition: as the standard prints it, and the edition that it names, if any. */
export interface Retirement {
  /** `RET (2007)`, `Retired. Replaced by ...`, `(Retired)`. */
  readonly remark: string;
  /** `2007`, `2017c`: the edition in the remark. */
  readonly since: string | undefined;
}

export interface ConceptDraft extends ConceptKey {
  readonly kind: ConceptKind;
  /** Clean, at most 255 characters. */
  readonly name: string;
  readonly domainId: string;
  readonly conceptClassId: string;
  /** Clean, without the name itself, in a fixed order. */
  readonly synonyms: readonly string[];
  readonly retirement: Retirement | undefined;
  readonly at: SourceRef | undefined;
}

/** A directed link; its reverse is written beside it. */
export interface LinkDraft {
  readonly from: ConceptKey;
  readonly to: ConceptKey;
  readonly relationshipId: RelationshipId;
  /** Which rule made it: `term`, `coded-value`, `context-group`, `stated-code`, `uid-type`, `replacement`. */
  readonly rule: string;
  readonly at: SourceRef | undefined;
}

export interface VocabularyDraft {
  readonly concepts: readonly ConceptDraft[];
  readonly links: readonly LinkDraft[];
}

/** `DICOM\t00180081`: a key as text. */
export function formatKey({ vocabularyId, conceptCode }: ConceptKey): string {
  return `${vocabularyId}\t${conceptCode}`;
}
