import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

/** Ends that OHDSI owns are looked up only where an Athena download is at hand. */
export const relationshipEndRule: Rule = {
  code: 's12-relationship-end',
  title: 'Both ends of every relationship exist',
  source: 'vocabulary team, stage check S12; CDM v5.4: foreign keys of CONCEPT_RELATIONSHIP',
  severity: 'error',
  check: ({ release, conceptOf, lookUp, keyOf }) =>
    release.relationships.flatMap((row) =>
      [row.conceptId1, row.conceptId2]
        .filter((id) =>
          isForeign(id) ? lookUp !== undefined && lookUp(id) === undefined : conceptOf(id) === undefined,
        )
        .map((id) => ({
          key: keyOf(row),
          row,
          message: 'an end of the relationship is no concept',
          found: String(id),
          expected: isForeign(id) ? 'a concept of the Athena download' : 'a concept of CONCEPT.csv',
          fix: isForeign(id)
            ? 'download the vocabulary of this concept from Athena, or correct the mapping'
            : 'build the release again from the same ledger',
        })),
    ),
};
