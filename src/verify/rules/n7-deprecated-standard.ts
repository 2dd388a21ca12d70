import type { Rule } from '../rule.js';

export const deprecatedStandardRule: Rule = {
  code: 'n7-deprecated-standard',
  title: 'No deprecated concept is standard',
  source: 'vocabulary team, new-vocabulary check N7',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter((row) => row.standardConcept === 'S' && row.invalidReason !== undefined)
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'a deprecated concept is standard',
        found: `S with ${row.invalidReason ?? ''}`,
        expected: 'an empty standard_concept',
        fix: 'empty standard_concept',
      })),
};
