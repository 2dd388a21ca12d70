import { METADATA_CODE } from '../../model/ohdsi-metadata.js';
import type { Rule } from '../rule.js';

export const metadataNameRule: Rule = {
  code: 'b12-metadata-name',
  title: 'Metadata concepts of one vocabulary have different names',
  source: 'vocabulary team, base check 12',
  severity: 'error',
  check: ({ release, nameOf }) => {
    const seen = new Set<string>();
    return release.concepts.flatMap((row) => {
      if (row.conceptCode !== METADATA_CODE) return [];
      const key = nameOf(row.conceptId);
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [
        {
          key,
          row,
          message: 'two metadata concepts of one name',
          found: row.conceptName,
          expected: 'one concept for each vocabulary, class and relationship',
          fix: 'keep the concept that the VOCABULARY or CONCEPT_CLASS row names',
        },
      ];
    });
  },
};
