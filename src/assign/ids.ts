/** Concept ids for the codes of a build: from the ledger where it knows the code, else the next free ones. */

import { type ConceptDraft, formatKey } from '../model/concept-draft.js';
import { FIRST_CONCEPT_ID, LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import type { ConceptId } from '../model/omop.js';
import type { LedgerLine } from './ledger.js';

export interface AssignedIds {
  readonly idOf: ReadonlyMap<string, ConceptId>;
  /** The ledger with its new lines at the end. */
  readonly ledger: readonly LedgerLine[];
  readonly added: readonly LedgerLine[];
}

/**
 * Drafts come in the order in which ids are given (kind, then code), so that two people who build the same
 * edition from the same ledger give the same ids. `firstId`: the first id of an empty ledger.
 */
export function assignIds(
  drafts: readonly ConceptDraft[],
  ledger: readonly LedgerLine[],
  edition: Edition,
  firstId: number = FIRST_CONCEPT_ID,
): Outcome<AssignedIds> {
  const idOf = new Map(ledger.map((line) => [formatKey(line), line.conceptId]));
  const added: LedgerLine[] = [];
  let next = Math.max(firstId, (ledger.at(-1)?.conceptId ?? 0) + 1);
  for (const { vocabularyId, conceptCode } of drafts) {
    const key = formatKey({ vocabularyId, conceptCode });
    if (idOf.has(key)) continue;
    const conceptId = next as ConceptId;
    idOf.set(key, conceptId);
    added.push({ conceptId, vocabularyId, conceptCode, firstEdition: edition });
    next += 1;
  }
  const diagnostics: Diagnostic[] =
    next - 1 > LAST_CONCEPT_ID
      ? [
          {
            code: 'ids-exhausted',
            severity: 'error',
            message: 'the range of concept ids is used up',
            found: String(next - 1),
            expected: `at most ${LAST_CONCEPT_ID} [CDM v5.4: integer]`,
            fix: 'start the ledger at a lower id',
          },
        ]
      : [];
  return { value: { idOf, ledger: [...ledger, ...added], added }, diagnostics };
}
