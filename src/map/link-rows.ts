/** Maps that reached standard concepts -> CONCEPT_RELATIONSHIP rows, each with its reverse. */
import { formatKey } from '../model/concept-draft.js';
import type { CodeMap } from '../model/mapping.js';
import { type Concept, type ConceptId, type ConceptRelationship, FOREVER } from '../model/omop.js';
import { getReverse } from '../model/relationship-types.js';

/**
 * `Maps to` stays valid for a deprecated source, so that stored codes still resolve; a link from an attribute
 * to a value or unit ends with the attribute. [OMOP N6, B3, B6]
 */
export function makeMappingRows(
  maps: readonly CodeMap[],
  concepts: readonly Concept[],
  idOf: ReadonlyMap<string, ConceptId>,
): ConceptRelationship[] {
  const conceptOf = new Map(concepts.map((concept) => [concept.conceptId, concept]));
  const rows = new Map<string, ConceptRelationship>();
  for (const { subject, relationshipId, targets } of maps) {
    const source = conceptOf.get(idOf.get(formatKey(subject)) ?? (0 as ConceptId));
    if (!source || relationshipId === undefined) continue;
    const validEndDate = relationshipId === 'Maps to' ? FOREVER : source.validEndDate;
    const span = {
      validStartDate: source.validStartDate < validEndDate ? source.validStartDate : validEndDate,
      validEndDate,
      invalidReason: validEndDate === FOREVER ? undefined : ('D' as const),
    };
    for (const { conceptId } of targets) {
      const forward = { conceptId1: source.conceptId, conceptId2: conceptId, relationshipId, ...span };
      const reverse = {
        conceptId1: conceptId,
        conceptId2: source.conceptId,
        relationshipId: getReverse(relationshipId),
        ...span,
      };
      for (const row of [forward, reverse]) {
        const key = `${row.conceptId1} ${row.conceptId2} ${row.relationshipId}`;
        if (!rows.has(key)) rows.set(key, row);
      }
    }
  }
  return [...rows.values()];
}
