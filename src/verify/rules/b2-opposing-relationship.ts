import type { Rule } from '../rule.js';

export const opposingRelationshipRule: Rule = {
  code: 'b2-opposing-relationship',
  title: 'No concept has a relationship and its opposite with the same concept',
  source: 'vocabulary team, base check B2',
  severity: 'error',
  check: ({ release, relationship, reverseOf, keyOf }) =>
    release.relationships
      .filter(({ conceptId1, conceptId2, relationshipId }) => {
        const reverse = reverseOf(relationshipId);
        if (conceptId1 === conceptId2 || reverse === undefined || reverse <= relationshipId) return false;
        return relationship(conceptId1, conceptId2, reverse) !== undefined;
      })
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'the opposite relationship holds between the same concepts in the same order',
        found: `${row.relationshipId} and ${reverseOf(row.relationshipId) ?? ''}`,
        expected: 'one of the two',
        fix: 'decide which concept is the source',
      })),
};
