import type { Rule } from '../rule.js';

export const standardSourceRule: Rule = {
  code: 'r1-standard-source',
  title: 'The source of `Maps to` is not standard, unless it maps to itself',
  source: 'vocabulary team, mapping check R1',
  severity: 'error',
  check: ({ release, conceptOf, keyOf }) =>
    release.relationships
      .filter(
        ({ relationshipId, invalidReason, conceptId1, conceptId2 }) =>
          relationshipId === 'Maps to' &&
          invalidReason === undefined &&
          conceptId1 !== conceptId2 &&
          conceptOf(conceptId1)?.standardConcept === 'S',
      )
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'a standard concept maps to another',
        found: String(row.conceptId1),
        expected: 'a source that is not standard',
        fix: 'empty standard_concept of the source, or end the mapping',
      })),
};
