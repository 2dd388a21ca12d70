import type { Rule } from '../rule.js';

/** Concepts of the release; those of OHDSI are checked by r3-target-validity. */
export const deprecatedTargetRule: Rule = {
  code: 'b5-deprecated-target',
  title: 'A valid `Maps to` never leads to a deprecated concept, and no replacement is itself deleted',
  source: 'vocabulary team, base check B5',
  severity: 'error',
  check: ({ release, conceptOf, keyOf }) =>
    release.relationships
      .filter(({ invalidReason, relationshipId, conceptId2 }) => {
        const reason = conceptOf(conceptId2)?.invalidReason;
        if (invalidReason !== undefined || reason === undefined) return false;
        return relationshipId === 'Maps to' || (relationshipId === 'Concept replaced by' && reason === 'D');
      })
      .map((row) => ({
        key: keyOf(row),
        row,
        message: 'it leads to a deprecated concept',
        found: `${row.conceptId2} ${conceptOf(row.conceptId2)?.invalidReason ?? ''}`,
        expected: 'a concept that is alive',
        fix: 'follow the replacement to the concept that is alive, or end the relationship',
      })),
};
