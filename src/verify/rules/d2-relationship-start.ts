import type { Rule } from '../rule.js';

export const relationshipStartRule: Rule = {
  code: 'd2-relationship-start',
  title: 'No valid relationship starts before its concepts',
  source: 'life cycle of concepts; vocabulary team, base check B7',
  severity: 'error',
  check: ({ release, conceptOf, keyOf }) =>
    release.relationships.flatMap((row) => {
      if (row.invalidReason !== undefined) return [];
      const later = [row.conceptId1, row.conceptId2]
        .flatMap((id) => conceptOf(id) ?? [])
        .find(({ validStartDate }) => validStartDate > row.validStartDate);
      if (later === undefined) return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the relationship is older than one of its concepts',
          found: row.validStartDate,
          expected: `${later.validStartDate} or later`,
          fix: 'start the relationship with the younger concept',
        },
      ];
    }),
};
