import type { Rule } from '../rule.js';

export const relationshipRepeatedRule: Rule = {
  code: 's16-relationship-repeated',
  title: 'No relationship is stated twice',
  source: 'vocabulary team, stage check S16',
  severity: 'error',
  check: ({ release, relationship, keyOf }) =>
    release.relationships
      .filter((row) => relationship(row.conceptId1, row.conceptId2, row.relationshipId) !== row)
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'the relationship is stated twice',
        found: `${row.conceptId1} ${row.conceptId2} ${row.relationshipId}`,
        expected: 'one row for each (concept_id_1, concept_id_2, relationship_id)',
        fix: 'keep one of the rows',
      })),
};
