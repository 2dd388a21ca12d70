import { outlives } from '../../model/relationship-types.js';
import type { Rule } from '../rule.js';

/** Mappings and replacements outlive their concept; every other link ends with the first of its ends. */
export const relationshipLifeRule: Rule = {
  code: 'd1-relationship-life',
  title:
    'A valid relationship joins concepts that are alive; only mappings and replacements start from a dead one',
  source: 'life cycle of concepts; vocabulary team, base check B7',
  severity: 'error',
  check: ({ release, conceptOf, keyOf }) =>
    release.relationships.flatMap((row) => {
      if (row.invalidReason !== undefined) return [];
      const dead = [row.conceptId1, row.conceptId2].find((id) => conceptOf(id)?.invalidReason !== undefined);
      if (dead === undefined || outlives(row.relationshipId)) return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the relationship is valid and one of its concepts is not',
          found: `${dead} ended ${conceptOf(dead)?.validEndDate ?? ''}`,
          expected: 'an end no later than that of its concepts, and D',
          fix: 'end the relationship with the concept',
        },
      ];
    }),
};
