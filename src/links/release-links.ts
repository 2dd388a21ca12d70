/** The concepts of a release and all their links -> the release: the one place where its relationships are made. */
import type { Concept, ConceptRelationship, Release } from '../model/omop.js';
import { RELATIONSHIP_TYPES } from '../model/relationship-types.js';
import { type DepartedCodes, findTakeOvers, keepDeparted } from './departed-codes.js';
import { type EndedLinks, endLinks } from './ended-links.js';
import { type Links, makeRelationships } from './relationship-rows.js';

/** A release without its relationships. */
export type ConceptRows = Omit<Release, 'relationships' | 'relationshipTypes'>;

export interface ReleaseLinks
  extends Omit<Links, 'concepts'>,
    Omit<EndedLinks, 'current' | 'concepts'>,
    Omit<DepartedCodes, 'current' | 'concepts'> {}

/** Own links, maps, and the links of the release before that have ended; with the rows of RELATIONSHIP that they need. */
export function linkRelease(rows: ConceptRows, links: ReleaseLinks): Release {
  const made = makeRelationships({ ...links, concepts: rows.concepts });
  const departed = { ...links, concepts: rows.concepts };
  const lasting = [...made, ...keepDeparted({ ...departed, current: made })];
  const takeOvers = findTakeOvers({ ...departed, current: lasting });
  const current = [
    ...lasting,
    ...makeRelationships({ ...links, links: takeOvers, maps: [], concepts: rows.concepts }),
  ];
  const concepts = markReplaced(rows.concepts, current);
  const relationships = [...current, ...endLinks({ ...links, current, concepts })];
  const used = new Set(relationships.map(({ relationshipId }) => relationshipId));
  const relationshipTypes = RELATIONSHIP_TYPES.filter(({ relationshipId }) => used.has(relationshipId));
  return { ...rows, concepts, relationships, relationshipTypes };
}

/** A departed code that another has taken over is upgraded, not only gone. [OMOP: invalid_reason U] */
function markReplaced(
  concepts: readonly Concept[],
  current: readonly ConceptRelationship[],
): readonly Concept[] {
  const replaced = new Set(
    current
      .filter(({ relationshipId }) => relationshipId === 'Concept replaced by')
      .map(({ conceptId1 }) => conceptId1),
  );
  return concepts.map((concept) =>
    concept.invalidReason === 'D' && replaced.has(concept.conceptId)
      ? { ...concept, invalidReason: 'U' }
      : concept,
  );
}
