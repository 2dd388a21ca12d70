/** The concepts of a release and all their links -> the release: the one place where its relationships are made. */
import type { Release } from '../model/omop.js';
import { RELATIONSHIP_TYPES } from '../model/relationship-types.js';
import { type EndedLinks, endLinks } from './ended-links.js';
import { type Links, makeRelationships } from './relationship-rows.js';

/** A release without its relationships. */
export type ConceptRows = Omit<Release, 'relationships' | 'relationshipTypes'>;

export interface ReleaseLinks extends Omit<Links, 'concepts'>, Omit<EndedLinks, 'current' | 'concepts'> {}

/** Own links, maps, and the links of the release before that have ended; with the rows of RELATIONSHIP that they need. */
export function linkRelease(rows: ConceptRows, links: ReleaseLinks): Release {
  const { concepts } = rows;
  const current = makeRelationships({ ...links, concepts });
  const relationships = [...current, ...endLinks({ ...links, current, concepts })];
  const used = new Set(relationships.map(({ relationshipId }) => relationshipId));
  const relationshipTypes = RELATIONSHIP_TYPES.filter(({ relationshipId }) => used.has(relationshipId));
  return { ...rows, relationships, relationshipTypes };
}
