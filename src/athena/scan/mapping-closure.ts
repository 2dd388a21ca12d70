/** Which of the millions of mapping edges lie on a way from the concepts that were found. */
import type { AthenaConcept, MappingStep } from '../../model/athena-concept.js';
import type { ConceptId } from '../../model/omop.js';
import type { EdgeList } from './edge-list.js';
import { MAPPING_RELATIONSHIPS } from './relationship-file.js';

/** A step, and the line of CONCEPT_RELATIONSHIP.csv that states it. */
export interface StatedStep extends MappingStep {
  readonly line: number;
}

/** `start`, and every concept that edges lead to from there in any number of steps. Cycles end by themselves. */
export function reachableConcepts(start: Iterable<number>, edges: readonly EdgeList[]): Set<number> {
  const reached = new Set(start);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const list of edges) {
      list.forEach((from, to) => {
        if (reached.has(from)) reached.add(to);
      });
    }
  }
  return reached;
}

/**
 * The steps that following mappings may take among `concepts`: `Maps to` from any concept that is not
 * standard, `Concept replaced by` only from one with an invalid_reason. Repeated rows count once.
 */
export function stepsAmong(
  concepts: ReadonlyMap<number, AthenaConcept>,
  edges: readonly EdgeList[],
  isEnd: (concept: AthenaConcept) => boolean,
): readonly StatedStep[] {
  const steps = new Map<string, StatedStep>();
  for (const [place, list] of edges.entries()) {
    const relationshipId = MAPPING_RELATIONSHIPS[place];
    if (relationshipId === undefined) continue;
    list.forEach((from, to, line) => {
      const concept = concepts.get(from);
      if (concept === undefined || isEnd(concept)) return;
      if (relationshipId === 'Concept replaced by' && concept.invalidReason === undefined) return;
      const key = `${place} ${from} ${to}`;
      if (steps.has(key)) return;
      steps.set(key, { relationshipId, from: from as ConceptId, to: to as ConceptId, line });
    });
  }
  return [...steps.values()];
}
