/**
 * Links -> rows of CONCEPT_RELATIONSHIP, each with its reverse: links between own concepts, and maps to the concepts of
 * others. When a link begins and ends is decided here alone.
 */
import { formatKey, type LinkDraft } from '../model/concept-draft.js';
import type { CodeMap } from '../model/mapping.js';
import {
  type Concept,
  type ConceptId,
  type ConceptKey,
  type ConceptRelationship,
  FOREVER,
} from '../model/omop.js';
import { getReverse, outlives, type RelationshipId } from '../model/relationship-types.js';

export interface Links {
  /** Between own concepts, both of the release. */
  readonly links: readonly LinkDraft[];
  /** To concepts of others; without a relationship, a target or a subject in the release they make no row. */
  readonly maps: readonly CodeMap[];
  readonly concepts: readonly Concept[];
  /** Key as text -> id. */
  readonly idOf: ReadonlyMap<string, ConceptId>;
}

/** One row for each (concept, relationship, concept), whichever link comes first. */
export function makeRelationships({ links, maps, concepts, idOf }: Links): ConceptRelationship[] {
  const conceptOf = new Map(concepts.map((concept) => [concept.conceptId, concept]));
  const find = (key: ConceptKey) => conceptOf.get(idOf.get(formatKey(key)) ?? (0 as ConceptId));
  const rows = new Map<string, ConceptRelationship>();
  const add = (from: Concept, relationshipId: RelationshipId, to: End) => {
    for (const row of makeRows(from, relationshipId, to)) {
      const key = `${row.conceptId1} ${row.conceptId2} ${row.relationshipId}`;
      if (!rows.has(key)) rows.set(key, row);
    }
  };
  for (const { from, to, relationshipId } of links) {
    const [source, target] = [find(from), find(to)];
    if (!source || !target) {
      throw new Error(`a link has no concept at one end: ${formatKey(from)} -> ${formatKey(to)}`);
    }
    add(source, relationshipId, target);
  }
  for (const { subject, relationshipId, targets } of maps) {
    const source = find(subject);
    if (!source || relationshipId === undefined) continue;
    const { validStartDate } = source;
    // Of a concept of others no life is known here: Athena ends its own links.
    for (const { conceptId } of targets) {
      add(source, relationshipId, { conceptId, validStartDate, validEndDate: FOREVER });
    }
  }
  return [...rows.values()];
}

type End = Pick<Concept, 'conceptId' | 'validStartDate' | 'validEndDate'>;

/**
 * A link holds from the day when both its concepts live to the day when the first of them ends; a mapping or a
 * replacement outlives its source, so that stored codes still resolve. [OMOP N6, B3, B6]
 */
function makeRows(from: End, relationshipId: RelationshipId, to: End): ConceptRelationship[] {
  const validEndDate =
    outlives(relationshipId) || to.validEndDate < from.validEndDate ? to.validEndDate : from.validEndDate;
  const begun = from.validStartDate > to.validStartDate ? from.validStartDate : to.validStartDate;
  const span = {
    validStartDate: begun < validEndDate ? begun : validEndDate,
    validEndDate,
    invalidReason: validEndDate === FOREVER ? undefined : ('D' as const),
  };
  const [one, other] = [from.conceptId, to.conceptId];
  return [
    { conceptId1: one, conceptId2: other, relationshipId, ...span },
    { conceptId1: other, conceptId2: one, relationshipId: getReverse(relationshipId), ...span },
  ];
}
