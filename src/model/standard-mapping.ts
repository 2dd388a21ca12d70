/** A concept of ours and the standard concept that it means, with how that was found. */
import type { ConceptKey } from './omop.js';

/** SKOS, seen from ours: `broadMatch` if the standard concept is broader. */
export const MAPPING_PREDICATES = ['exactMatch', 'broadMatch', 'narrowMatch'] as const;
export type MappingPredicate = (typeof MAPPING_PREDICATES)[number];

export type MappingAct = 'ManualMappingCuration' | 'MappingChaining';

export interface StandardMapping {
  readonly subject: ConceptKey & { readonly name: string };
  readonly predicate: MappingPredicate;
  readonly object: ConceptKey & { readonly conceptName?: string; readonly conceptId?: number };
  /** The act of mapping. [SEMAPV] */
  readonly justification: MappingAct;
  /** Why, in the words of people or of the standard. */
  readonly words: string;
  /** Who decided on it; undefined for what the standard itself says. */
  readonly decidedBy: string | undefined;
  /** The rule of the build, or the curated file, that made it. */
  readonly rule: string;
  /** From 0 to 1. */
  readonly confidence: number;
}
