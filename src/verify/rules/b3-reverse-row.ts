import type { Rule } from '../rule.js';

export const reverseRowRule: Rule = {
  code: 'b3-reverse-row',
  title: 'Every relationship row has its reverse row',
  source: 'vocabulary team, base check B3',
  severity: 'error',
  check: ({ release, relationship, reverseOf, keyOf }) =>
    release.relationships.flatMap((row) => {
      const reverse = reverseOf(row.relationshipId);
      if (reverse === undefined || relationship(row.conceptId2, row.conceptId1, reverse)) return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the reverse row is missing',
          found: `${row.conceptId1} ${row.relationshipId} ${row.conceptId2}`,
          expected: `${row.conceptId2} ${reverse} ${row.conceptId1}`,
          fix: 'write both rows of every link',
        },
      ];
    }),
};
