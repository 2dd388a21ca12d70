import { FOREVER } from '../../model/omop.js';
import type { Rule } from '../rule.js';

export const validityRule: Rule = {
  code: 's4-validity',
  title: 'A concept ends at 20991231 exactly when it is not deprecated',
  source: 'vocabulary team, stage check S4',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter((row) => (row.invalidReason === undefined) !== (row.validEndDate === FOREVER))
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'end date and invalid reason contradict each other',
        found: `${row.validEndDate} ${row.invalidReason ?? 'no invalid reason'}`,
        expected: `${FOREVER} without an invalid reason, or an earlier day with D or U`,
        fix: 'decide whether the concept is alive, then set both',
      })),
};
