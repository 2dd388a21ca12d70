import { ENGLISH } from '../../model/omop.js';
import type { Rule } from '../rule.js';

export const synonymLanguageRule: Rule = {
  code: 's19-synonym-language',
  title: 'The language of every synonym is a concept of domain Language',
  source: 'vocabulary team, stage check S19',
  severity: 'error',
  check: ({ release, lookUp, nameOf }) =>
    release.synonyms
      .filter(
        ({ languageConceptId }) =>
          languageConceptId !== ENGLISH && lookUp?.(languageConceptId)?.domainId !== 'Language',
      )
      .map((row) => ({
        key: `${nameOf(row.conceptId)} synonym ${row.conceptSynonymName}`,
        row,
        message: 'no language that is known',
        found: String(row.languageConceptId),
        expected: `${ENGLISH} (English), or a concept of domain Language in the Athena download`,
        fix: 'give the concept_id of the language',
      })),
};
