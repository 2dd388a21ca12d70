import type { Rule } from '../rule.js';

export const reverseAgreementRule: Rule = {
  code: 'b6-reverse-agreement',
  title: 'A relationship and its reverse end together',
  source: 'vocabulary team, base check B6',
  severity: 'error',
  check: ({ release, relationship, reverseOf, keyOf }) =>
    release.relationships.flatMap((row) => {
      const name = reverseOf(row.relationshipId) ?? '';
      const reverse = relationship(row.conceptId2, row.conceptId1, name);
      if (!reverse || name < row.relationshipId) return [];
      if (reverse.validEndDate === row.validEndDate && reverse.invalidReason === row.invalidReason) return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the reverse row differs in end date or invalid reason',
          found: `${reverse.validEndDate} ${reverse.invalidReason ?? ''}`.trim(),
          expected: `${row.validEndDate} ${row.invalidReason ?? ''}`.trim(),
          fix: 'end both rows on the same day',
        },
      ];
    }),
};
