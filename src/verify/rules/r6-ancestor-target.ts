import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

export const ancestorTargetRule: Rule = {
  code: 'r6-ancestor-target',
  title: 'No concept maps to a concept and to its ancestor',
  source: 'vocabulary team, mapping check R6',
  severity: 'error',
  needs: 'athena',
  check: ({ release, validFrom, isAncestor, nameOf }) =>
    release.concepts.flatMap((row) => {
      const targets = validFrom(row.conceptId)
        .filter(({ relationshipId, conceptId2 }) => relationshipId === 'Maps to' && isForeign(conceptId2))
        .map(({ conceptId2 }) => conceptId2);
      if (targets.length < 2 || isAncestor === undefined) return [];
      return targets
        .filter((ancestor) => targets.some((target) => target !== ancestor && isAncestor(ancestor, target)))
        .map((ancestor) => ({
          key: `${nameOf(row.conceptId)} > Maps to > concept ${ancestor}`,
          row,
          message: 'it maps to a concept and to its ancestor',
          found: targets.join(', '),
          expected: 'the more specific one alone',
          fix: 'drop the mapping to the ancestor',
        }));
    }),
};
