import { FIRST_OMOP_DAY, FOREVER } from '../../model/omop.js';
import type { Rule } from '../rule.js';

/** Classes of a profile may come later; what never holds is an end. */
export const metadataDateRule: Rule = {
  code: 'd3-metadata-date',
  title: 'Metadata concepts live from 19700101 for ever',
  source: 'vocabulary team, metadata concepts',
  severity: 'error',
  check: ({ release, nameOf }) =>
    release.concepts
      .filter(
        ({ domainId, validStartDate, validEndDate }) =>
          domainId === 'Metadata' && (validStartDate !== FIRST_OMOP_DAY || validEndDate !== FOREVER),
      )
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'a metadata concept has a life of its own',
        found: `${row.validStartDate} to ${row.validEndDate}`,
        expected: `${FIRST_OMOP_DAY} to ${FOREVER}`,
        fix: 'a class that is no longer used keeps its concept as it was',
      })),
};
