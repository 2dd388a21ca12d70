import { METADATA_CODE } from '../../model/ohdsi-metadata.js';
import type { Rule } from '../rule.js';

export const metadataCodeRule: Rule = {
  code: 'b11-metadata-code',
  title: 'The code `OMOP generated` is that of metadata concepts, and of all of them',
  source: 'vocabulary team, base check B11',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter((row) => (row.conceptCode === METADATA_CODE) !== (row.domainId === 'Metadata'))
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'code and domain do not go together',
        found: `${row.conceptCode} in domain ${row.domainId}`,
        expected: `${METADATA_CODE} in domain Metadata, and nowhere else`,
        fix: 'correct the domain or the code',
      })),
};
