import { groupBy } from '../../model/grouping.js';
import type { ConceptRelationship, Release } from '../../model/omop.js';
import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

export const ancestorTargetRule: Rule = {
  code: 'r6-ancestor-target',
  title: 'No concept maps to a concept and to its ancestor',
  source: 'vocabulary team, mapping check R6',
  severity: 'error',
  needs: 'ancestors',
  check: ({ release, validFrom, isAncestor, nameOf }) =>
    release.concepts.flatMap((row) => {
      if (isAncestor === undefined) return [];
      const targets = targetsOf(validFrom(row.conceptId));
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

function targetsOf(rows: readonly ConceptRelationship[]): readonly number[] {
  return rows
    .filter(
      ({ relationshipId, conceptId2, invalidReason }) =>
        relationshipId === 'Maps to' && invalidReason === undefined && isForeign(conceptId2),
    )
    .map(({ conceptId2 }) => conceptId2);
}

/** What the rule asks of CONCEPT_ANCESTOR: the targets of concepts that have several. */
export function findSeveralTargets({ relationships }: Release): ReadonlySet<number> {
  const groups = groupBy(relationships, ({ conceptId1 }) => conceptId1);
  const targets = [...groups.values()].map(targetsOf);
  return new Set(targets.filter(({ length }) => length > 1).flat());
}
