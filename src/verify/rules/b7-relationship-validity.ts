import { FOREVER } from '../../model/omop.js';
import type { Rule } from '../rule.js';

export const relationshipValidityRule: Rule = {
  code: 'b7-relationship-validity',
  title: 'A relationship ends at 20991231 exactly when it is not deprecated',
  source: 'vocabulary team, base checks B7 and B8',
  severity: 'error',
  check: ({ release, keyOf }) =>
    release.relationships
      .filter((row) => (row.invalidReason === undefined) !== (row.validEndDate === FOREVER))
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'end date and invalid reason contradict each other',
        found: `${row.validEndDate} ${row.invalidReason ?? 'no invalid reason'}`,
        expected: `${FOREVER} without an invalid reason, or an earlier day with D`,
        fix: 'decide whether the relationship holds, then set both',
      })),
};
