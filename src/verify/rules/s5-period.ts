import type { Rule } from '../rule.js';

export const periodRule: Rule = {
  code: 's5-period',
  title: 'Nothing ends before it starts',
  source: 'vocabulary team, stage check S5',
  severity: 'error',
  check: ({ release, nameOf, keyOf }) => {
    const rows = [
      ...release.concepts.map((row) => ({ row, key: nameOf(row.conceptId) })),
      ...release.relationships.map((row) => ({ row, key: keyOf(row) })),
    ];
    return rows
      .filter(({ row }) => row.validEndDate < row.validStartDate)
      .map(({ row, key }) => ({
        key,
        row,
        message: 'it ends before it starts',
        found: `${row.validStartDate} to ${row.validEndDate}`,
        expected: 'an end on the day of the start or later',
        fix: 'correct the earlier or the later of the two days',
      }));
  },
};
