import {
  type AthenaConcept,
  isValidStandard,
  type MappedTarget,
  type MappingStep,
} from '../model/athena-concept.js';
import type { ConceptId } from '../model/omop.js';

/** Concepts and the valid steps between them, each by its source. */
export interface MappingGraph {
  readonly concepts: ReadonlyMap<ConceptId, AthenaConcept>;
  readonly steps: ReadonlyMap<ConceptId, readonly MappingStep[]>;
}

/**
 * The valid standard concepts that a concept leads to, each with a shortest way there, in id order. A concept
 * that is one itself answers itself. `Maps to` is followed first, over as many concepts as it takes; only if
 * that ends nowhere are `Concept replaced by` steps of deprecated concepts followed too. [CDM v5.4, mapping]
 */
export function followMappings(from: ConceptId, graph: MappingGraph): readonly MappedTarget[] {
  const mapped = search(from, graph, (step) => step.relationshipId === 'Maps to');
  const targets = mapped.length > 0 ? mapped : search(from, graph, () => true);
  return targets.sort((a, b) => a.concept.conceptId - b.concept.conceptId);
}

/** Breadth first; a concept is visited once, so cycles end. Nothing lies behind a valid standard concept. */
function search(
  from: ConceptId,
  graph: MappingGraph,
  mayFollow: (step: MappingStep) => boolean,
): MappedTarget[] {
  const targets: MappedTarget[] = [];
  const seen = new Set<ConceptId>([from]);
  const queue: { readonly id: ConceptId; readonly steps: readonly MappingStep[] }[] = [
    { id: from, steps: [] },
  ];
  for (const { id, steps } of queue) {
    const concept = graph.concepts.get(id);
    if (concept === undefined) continue;
    if (isValidStandard(concept)) {
      targets.push({ concept, steps });
      continue;
    }
    for (const step of graph.steps.get(id) ?? []) {
      if (seen.has(step.to) || !mayFollow(step)) continue;
      seen.add(step.to);
      queue.push({ id: step.to, steps: [...steps, step] });
    }
  }
  return targets;
}
