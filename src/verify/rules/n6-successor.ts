import type { Rule } from '../rule.js';

export const successorRule: Rule = {
  code: 'n6-successor',
  title: 'A concept has invalid reason U exactly when a valid `Concept replaced by` names its successor',
  source: 'vocabulary team, new-vocabulary check N6; life cycle of concepts',
  severity: 'error',
  check: ({ release, validFrom, nameOf }) =>
    release.concepts.flatMap((row) => {
      const isReplaced = validFrom(row.conceptId).some(
        ({ relationshipId }) => relationshipId === 'Concept replaced by',
      );
      if ((row.invalidReason === 'U') === isReplaced) return [];
      return [
        {
          key: nameOf(row.conceptId),
          row,
          message: isReplaced ? 'it has a successor and is not marked U' : 'marked U without a successor',
          found: row.invalidReason ?? '',
          expected: isReplaced ? 'U' : 'D',
          fix: isReplaced ? 'mark it U' : 'mark it D, or name the successor',
        },
      ];
    }),
};
