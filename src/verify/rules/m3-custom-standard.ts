import type { Rule } from '../rule.js';

export const customStandardRule: Rule = {
  code: 'm3-custom-standard',
  title: 'Concepts of a site vocabulary are not standard',
  source: 'CDM v5.4, custom concepts',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter(({ standardConcept }) => standardConcept !== undefined)
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'a concept of a site vocabulary claims to be standard',
        found: String(row.standardConcept),
        expected: 'an empty standard_concept',
        fix: 'empty standard_concept; map the concept to a standard one instead',
      })),
};
