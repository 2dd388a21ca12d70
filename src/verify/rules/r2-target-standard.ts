import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

/** Targets of OHDSI's are looked up in the Athena download, if there is one. */
export const targetStandardRule: Rule = {
  code: 'r2-target-standard',
  title: 'The target of `Maps to` is a standard concept',
  source: 'vocabulary team, mapping check R2',
  severity: 'error',
  needs: 'athena',
  check: ({ release, conceptOf, lookUp, keyOf }) =>
    release.relationships.flatMap((row) => {
      const { relationshipId, invalidReason, conceptId2 } = row;
      if (relationshipId !== 'Maps to' || invalidReason !== undefined) return [];
      const target = isForeign(conceptId2) ? lookUp?.(conceptId2) : conceptOf(conceptId2);
      if (target === undefined || target.standardConcept === 'S') return [];
      return [
        {
          key: keyOf(row),
          row,
          message: 'the target is not standard',
          found: `${conceptId2} ${target.vocabularyId}, standard_concept ${target.standardConcept ?? 'NULL'}`,
          expected: 'standard_concept S',
          fix: 'follow the target’s own `Maps to` to a standard concept, or drop the mapping',
        },
      ];
    }),
};
