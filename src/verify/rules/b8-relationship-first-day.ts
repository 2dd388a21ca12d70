import { FIRST_OMOP_DAY } from '../../model/omop.js';
import type { Rule } from '../rule.js';

export const relationshipFirstDayRule: Rule = {
  code: 'b8-relationship-first-day',
  title: 'No relationship starts before 1970',
  source: 'vocabulary team, base check B8',
  severity: 'error',
  check: ({ release, keyOf }) =>
    release.relationships
      .filter(({ validStartDate }) => validStartDate < FIRST_OMOP_DAY)
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'the relationship starts too early',
        found: row.validStartDate,
        expected: `${FIRST_OMOP_DAY} or later`,
        fix: 'give the later of the first days of its two concepts',
      })),
};
