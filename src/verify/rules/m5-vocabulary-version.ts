import type { Rule } from '../rule.js';

export const vocabularyVersionRule: Rule = {
  code: 'm5-vocabulary-version',
  title: 'Every vocabulary states its version and its reference',
  source: 'vocabulary team, VOCABULARY in practice',
  severity: 'error',
  check: ({ release }) =>
    release.vocabularies.flatMap((row) =>
      (['vocabularyVersion', 'vocabularyReference'] as const)
        .filter((field) => !row[field])
        .map((field) => ({
          key: `VOCABULARY.csv ${row.vocabularyId} ${field}`,
          row,
          message: `${field} is empty`,
          found: '',
          expected: 'the edition of the standard, and where it is published',
          fix: 'complete the profile',
        })),
    ),
};
