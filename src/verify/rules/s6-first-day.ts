import type { Rule } from '../rule.js';

const FIRST_DAY = '19000101';

export const firstDayRule: Rule = {
  code: 's6-first-day',
  title: 'No concept starts before 1900',
  source: 'vocabulary team, stage check S6',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter((row) => row.validStartDate < FIRST_DAY)
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'the concept starts too early',
        found: row.validStartDate,
        expected: `${FIRST_DAY} or later`,
        fix: 'give the day of the edition that first has the code',
      })),
};
