import type { Rule } from '../rule.js';

export const mirroredRelationshipRule: Rule = {
  code: 'b1-mirrored-relationship',
  title: 'No relationship holds between the same two concepts in both directions',
  source: 'vocabulary team, base check B1',
  severity: 'error',
  check: ({ release, relationship, keyOf }) =>
    release.relationships
      .filter(
        ({ conceptId1, conceptId2, relationshipId }) =>
          conceptId1 < conceptId2 && relationship(conceptId2, conceptId1, relationshipId) !== undefined,
      )
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'the same relationship holds in the other direction too',
        found: row.relationshipId,
        expected: 'one direction for each relationship',
        fix: 'decide which concept is the source',
      })),
};
