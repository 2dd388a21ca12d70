import {
  type AthenaConcept,
  type AthenaVocabulary,
  isValidStandard,
  type MappedTarget,
  type MappingStep,
} from '../model/athena-concept.js';
import { groupBy } from '../model/grouping.js';
import type { ConceptId } from '../model/omop.js';
import { followMappings, type MappingGraph } from './mapping-path.js';
import { codeKey } from './scan/code-set.js';

/** What one resolution found: all that an index needs. */
export interface AthenaFindings {
  readonly concepts: readonly AthenaConcept[];
  /** Among the concepts; a step to another concept leads nowhere. */
  readonly steps: readonly MappingStep[];
  readonly vocabularies: readonly AthenaVocabulary[];
  /** `v5.0 27-AUG-25`. */
  readonly release: string | undefined;
}

/**
 * Looks up the codes that were asked for in one Athena release. Held in memory: nothing to close. A code
 * that was not asked for is answered like one that is absent, unless it is the target of another.
 */
export class AthenaIndex {
  /** In the order of VOCABULARY.csv, row `None` among them. */
  readonly vocabularies: readonly AthenaVocabulary[];
  /** `v5.0 27-AUG-25`, if the bundle says it. */
  readonly release: string | undefined;
  readonly #vocabularyIds: ReadonlySet<string>;
  readonly #byCode: ReadonlyMap<string, AthenaConcept>;
  readonly #graph: MappingGraph;
  readonly #targets = new Map<ConceptId, readonly MappedTarget[]>();

  constructor({ concepts, steps, vocabularies, release }: AthenaFindings) {
    this.vocabularies = vocabularies;
    this.release = release;
    this.#vocabularyIds = new Set(vocabularies.map(({ vocabularyId }) => vocabularyId));
    const byCode = new Map<string, AthenaConcept>();
    for (const concept of [...concepts].sort(compareCandidates)) {
      const key = codeKey(concept.vocabularyId, concept.conceptCode);
      if (!byCode.has(key)) byCode.set(key, concept);
    }
    this.#byCode = byCode;
    this.#graph = {
      concepts: new Map(concepts.map((concept) => [concept.conceptId, concept])),
      steps: groupBy([...steps].sort(compareSteps), ({ from }) => from),
    };
  }

  /**
   * The concept of a code, whatever its status. Where several have the code (DRG, SMQ, `OMOP generated`) a
   * standard one goes before another valid one, that before a deprecated one, then the lower id. Spelling and
   * case count.
   */
  find(vocabularyId: string, conceptCode: string): AthenaConcept | undefined {
    return this.#byCode.get(codeKey(vocabularyId, conceptCode));
  }

  findById(conceptId: ConceptId): AthenaConcept | undefined {
    return this.#graph.concepts.get(conceptId);
  }

  /** True if VOCABULARY.csv lists it. */
  hasVocabulary(vocabularyId: string): boolean {
    return this.#vocabularyIds.has(vocabularyId);
  }

  /**
   * The valid standard concepts that a concept leads to, in id order, each with the steps taken; itself with
   * no step if it is one. Empty if there is none, or the concept is unknown.
   */
  targets(conceptId: ConceptId): readonly MappedTarget[] {
    const known = this.#targets.get(conceptId);
    if (known !== undefined) return known;
    const targets = followMappings(conceptId, this.#graph);
    this.#targets.set(conceptId, targets);
    return targets;
  }
}

/** First comes the concept that `find` prefers among several of one code. */
function compareCandidates(a: AthenaConcept, b: AthenaConcept): number {
  return rank(a) - rank(b) || a.conceptId - b.conceptId;
}

function rank(concept: AthenaConcept): number {
  if (isValidStandard(concept)) return 0;
  return concept.invalidReason === undefined ? 1 : 2;
}

function compareSteps(a: MappingStep, b: MappingStep): number {
  return a.from - b.from || a.to - b.to || (a.relationshipId < b.relationshipId ? 1 : -1);
}
