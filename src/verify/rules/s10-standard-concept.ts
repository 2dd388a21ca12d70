import type { Rule } from '../rule.js';

const STANDARDS: readonly (string | undefined)[] = ['S', 'C', undefined];

export const standardConceptRule: Rule = {
  code: 's10-standard-concept',
  title: 'standard_concept is S, C or nothing',
  source: 'vocabulary team, stage check S10',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter(({ standardConcept }) => !STANDARDS.includes(standardConcept))
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'no value of standard_concept',
        found: String(row.standardConcept),
        expected: 'S, C, or an empty cell',
        fix: 'leave it empty: concepts of a site vocabulary are not standard',
      })),
};
