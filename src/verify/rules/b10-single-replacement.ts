import type { Rule } from '../rule.js';

export const singleReplacementRule: Rule = {
  code: 'b10-single-replacement',
  title: 'A concept has at most one valid replacement',
  source: 'vocabulary team, base check B10',
  severity: 'error',
  check: ({ release, validFrom, nameOf }) =>
    release.concepts.flatMap((row) => {
      const replacements = validFrom(row.conceptId).filter(
        ({ relationshipId }) => relationshipId === 'Concept replaced by',
      );
      if (replacements.length < 2) return [];
      return [
        {
          key: nameOf(row.conceptId),
          row,
          message: 'several concepts replace it',
          found: replacements.map(({ conceptId2 }) => nameOf(conceptId2)).join(', '),
          expected: 'one `Concept replaced by`, or none and invalid reason D',
          fix: 'keep the one that has the same meaning; several successors name no single one',
        },
      ];
    }),
};
