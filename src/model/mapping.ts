/** Codes of other schemes and what they mean in OMOP: uses in the standard, what became of each, maps to concepts. */
import type { MappedTarget, MappingStep } from './athena-concept.js';
import type { ConceptId, ConceptKey } from './omop.js';
import type { RelationshipId } from './relationship-types.js';
import type { FileRef, SourceRef } from './source-ref.js';
import type { MappingPredicate } from './standard-mapping.js';

/** A code of another scheme, with the places that use it. */
export interface CodeUse {
  readonly scheme: string;
  readonly code: string;
  readonly meaning: string | undefined;
  /** `CID 4031`, `Table L-1`, `Table D-1`: distinct, in order of appearance. */
  readonly places: readonly string[];
  /** The first row. */
  readonly at: SourceRef;
}

export type ResolutionStatus =
  | 'standard'
  | 'mapped'
  | 'non-standard without map'
  | 'deprecated'
  | 'absent'
  | 'vocabulary not loaded'
  | 'no vocabulary in OMOP'
  | 'scheme unknown'
  | 'no SNOMED CT code printed'
  | 'several SNOMED CT codes printed'
  | 'wrong check digit'
  | 'not looked up';

export interface ResolvedCode {
  readonly use: CodeUse;
  readonly status: ResolutionStatus;
  /** The code in OMOP's terms: `SNOMED 24028007`; undefined where there is none. */
  readonly key: ConceptKey | undefined;
  readonly targets: readonly MappedTarget[];
  /** Why, in words, where the status does not say it all. */
  readonly note: string | undefined;
}

/** What made a map, in order of authority: of two maps of one concept to one object the first counts. */
export type MappingRule = 'curated' | 'context-group' | 'body-part' | 'unit' | 'successor';

/** Code to code: complete even without Athena. */
export interface CodeMap {
  readonly subject: ConceptKey;
  /** Undefined for what is recorded and not linked: a narrower concept than ours. */
  readonly relationshipId: RelationshipId | undefined;
  readonly predicate: MappingPredicate;
  readonly object: ConceptKey;
  readonly rule: MappingRule;
  /** As the standard has it. */
  readonly scheme: string;
  readonly code: string;
  readonly justification: string;
  /** Who decided on it; undefined for what the standard itself says. */
  readonly decidedBy: string | undefined;
  readonly at: SourceRef | FileRef;
  /** Standard concepts that the object leads to; empty without Athena or where there is none. */
  readonly targets: readonly { readonly conceptId: ConceptId; readonly steps: readonly MappingStep[] }[];
}

export interface Mapping {
  readonly maps: readonly CodeMap[];
  readonly resolved: readonly ResolvedCode[];
}
