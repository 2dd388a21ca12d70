import type { Rule } from '../rule.js';

export const valueRepeatsTargetRule: Rule = {
  code: 'r5-value-repeats-target',
  title: '`Maps to value` does not repeat `Maps to`',
  source: 'vocabulary team, mapping check R5',
  severity: 'error',
  check: ({ release, relationship, keyOf }) =>
    release.relationships
      .filter(
        ({ relationshipId, invalidReason, conceptId1, conceptId2 }) =>
          relationshipId === 'Maps to value' &&
          invalidReason === undefined &&
          relationship(conceptId1, conceptId2, 'Maps to')?.invalidReason === undefined &&
          relationship(conceptId1, conceptId2, 'Maps to') !== undefined,
      )
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'the value is the target of `Maps to` already',
        found: String(row.conceptId2),
        expected: 'two different concepts',
        fix: 'drop one of the two relationships',
      })),
};
