import type { Rule } from '../rule.js';

const REASONS: readonly (string | undefined)[] = ['D', undefined];

export const relationshipReasonRule: Rule = {
  code: 's8-relationship-reason',
  title: 'The invalid reason of a relationship is D or nothing',
  source: 'vocabulary team, stage check S8',
  severity: 'error',
  check: ({ release, keyOf }) =>
    release.relationships
      .filter(({ invalidReason }) => !REASONS.includes(invalidReason))
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'no invalid reason of a relationship',
        found: String(row.invalidReason),
        expected: 'D, or an empty cell',
        fix: 'write D for a relationship that has ended',
      })),
};
