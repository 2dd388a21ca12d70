import type { Rule } from '../rule.js';

export const synonymConceptRule: Rule = {
  code: 's18-synonym-concept',
  title: 'Every synonym belongs to a concept of the release',
  source: 'vocabulary team, stage check S18; CDM v5.4: foreign key of CONCEPT_SYNONYM',
  severity: 'error',
  check: ({ release, conceptOf, nameOf }) =>
    release.synonyms
      .filter(({ conceptId }) => conceptOf(conceptId) === undefined)
      .map((row) => ({
        key: `${nameOf(row.conceptId)} synonym ${row.conceptSynonymName}`,
        row,
        message: 'a synonym of a concept that is not there',
        found: String(row.conceptId),
        expected: 'a concept_id of CONCEPT.csv',
        fix: 'build the release again from the same ledger',
      })),
};
