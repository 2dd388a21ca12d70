import type { Rule } from '../rule.js';

export const futureStartRule: Rule = {
  code: 's7-future-start',
  title: 'Nothing starts after the day of the release',
  source: 'vocabulary team, stage check S7',
  severity: 'error',
  needs: 'published',
  check: ({ release, published, nameOf, keyOf }) => {
    if (published === undefined) return [];
    const rows = [
      ...release.concepts.map((row) => ({ row, key: nameOf(row.conceptId) })),
      ...release.relationships.map((row) => ({ row, key: keyOf(row) })),
    ];
    return rows
      .filter(({ row }) => row.validStartDate > published)
      .map(({ row, key }) => ({
        key,
        row,
        message: 'it starts in the future',
        found: row.validStartDate,
        expected: `${published} or earlier`,
        fix: 'check the day of publication of the edition that brought it',
      }));
  },
};
