import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

export const targetValidityRule: Rule = {
  code: 'r3-target-validity',
  title: 'No valid relationship leads to a concept that OHDSI has deprecated',
  source: 'vocabulary team, mapping check R3',
  severity: 'error',
  needs: 'athena',
  check: ({ release, lookUp, keyOf }) =>
    release.relationships.flatMap((row) => {
      if (row.invalidReason !== undefined || !isForeign(row.conceptId2)) return [];
      const reason = lookUp?.(row.conceptId2)?.invalidReason;
      if (reason === undefined) return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the target is deprecated in this Athena download',
          found: `${row.conceptId2} ${reason}`,
          expected: 'a target without invalid_reason',
          fix: 'resolve the mapping again with this Athena download',
        },
      ];
    }),
};
