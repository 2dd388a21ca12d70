import { METADATA_CODE } from '../../model/ohdsi-metadata.js';
import type { Concept } from '../../model/omop.js';
import type { Rule } from '../rule.js';

export const codeRepeatedRule: Rule = {
  code: 's17-code-repeated',
  title: 'Within a vocabulary, a code stands for one concept',
  source:
    'vocabulary team, stage check S17 and new-vocabulary check N1; unique (vocabulary_id, concept_code)',
  severity: 'error',
  check: ({ release, nameOf }) => {
    const first = new Map<string, Concept>();
    return release.concepts.flatMap((row) => {
      if (row.conceptCode === METADATA_CODE) return [];
      const code = `${row.vocabularyId}\t${row.conceptCode}`;
      const known = first.get(code);
      if (known === undefined) {
        first.set(code, row);
        return [];
      }
      return [
        {
          key: nameOf(row.conceptId),
          row,
          message: `the code is that of concept ${known.conceptId} too`,
          found: String(row.conceptId),
          expected: 'one concept for each code',
          fix: 'find out which of the two ids the ledger gave, and drop the other',
        },
      ];
    });
  },
};
