import { LAST_CONCEPT_ID, LAST_OHDSI_ID } from '../../model/concept-id.js';
import type { Rule } from '../rule.js';

export const conceptIdRule: Rule = {
  code: 'm2-concept-id',
  title: 'Every concept id is above 2,000,000,000, fits 32 bits, and stands for one concept',
  source: 'CDM v5.4: concept_id integer, primary key; custom concepts',
  severity: 'error',
  check: ({ release, conceptOf, nameOf }) =>
    release.concepts.flatMap((row) => {
      const { conceptId } = row;
      const inRange =
        Number.isInteger(conceptId) && conceptId > LAST_OHDSI_ID && conceptId <= LAST_CONCEPT_ID;
      const isRepeated = conceptOf(conceptId) !== row;
      if (inRange && !isRepeated) return [];
      return [
        {
          key: nameOf(conceptId),
          row,
          message: inRange ? 'two concepts of one id' : 'no id of a site vocabulary',
          found: String(conceptId),
          expected: inRange ? 'one concept for each id' : `${LAST_OHDSI_ID + 1} to ${LAST_CONCEPT_ID}`,
          fix: 'restore the ledger from git and build again',
        },
      ];
    }),
};
