import type { Rule } from '../rule.js';

const REASONS: readonly (string | undefined)[] = ['D', 'U', undefined];

export const conceptReasonRule: Rule = {
  code: 's9-concept-reason',
  title: 'The invalid reason of a concept is D, U or nothing',
  source: 'vocabulary team, stage check S9',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter(({ invalidReason }) => !REASONS.includes(invalidReason))
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'no invalid reason of a concept',
        found: String(row.invalidReason),
        expected: 'D, U, or an empty cell',
        fix: 'write U for a concept with a successor, else D',
      })),
};
