import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

export const foreignSourceRule: Rule = {
  code: 'n4-foreign-source',
  title: 'Every relationship has a concept of this release at one end',
  source: 'vocabulary team, new-vocabulary check N4',
  severity: 'error',
  check: ({ release, keyOf }) =>
    release.relationships
      .filter(({ conceptId1, conceptId2 }) => isForeign(conceptId1) && isForeign(conceptId2))
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'a relationship between two concepts of others',
        found: `${row.conceptId1} ${row.conceptId2}`,
        expected: 'a concept of this release as source or target',
        fix: 'leave the row to the owner of its concepts',
      })),
};
