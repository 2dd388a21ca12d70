import type { Rule } from '../rule.js';

export const replacementTargetRule: Rule = {
  code: 'r7-replacement-target',
  title: 'A replaced concept maps to what its successor maps to',
  source: 'vocabulary team, mapping check R7',
  severity: 'warning',
  check: ({ validFrom, release, relationship, nameOf }) =>
    release.concepts.flatMap((row) =>
      validFrom(row.conceptId)
        .filter(({ relationshipId }) => relationshipId === 'Concept replaced by')
        .flatMap(({ conceptId2: successor }) => validFrom(successor))
        .filter(
          ({ relationshipId, conceptId2 }) =>
            relationshipId === 'Maps to' && relationship(row.conceptId, conceptId2, 'Maps to') === undefined,
        )
        .map(({ conceptId1, conceptId2 }) => ({
          key: nameOf(row.conceptId),
          row,
          message: `its successor ${nameOf(conceptId1)} has a standard concept, and it has not`,
          found: '',
          expected: `Maps to ${nameOf(conceptId2)}`,
          fix: 'add the same `Maps to` to the replaced concept',
        })),
    ),
};
