/** Ledger and history lines in short. */
import type { HistoryEvent, HistoryLine } from '../../src/assign/history.js';
import type { LedgerLine } from '../../src/assign/ledger.js';
import type { ConceptId } from '../../src/model/omop.js';
import { editionOf } from './standard-document.js';

/** `CT=2128200001`. */
export function ledgerOf(...lines: readonly string[]): LedgerLine[] {
  return lines.map((line) => {
    const [conceptCode = '', id] = line.split('=');
    const conceptId = Number(id) as ConceptId;
    return { conceptId, vocabularyId: 'DICOM', conceptCode, firstEdition: editionOf('2024d') };
  });
}

export function eventOf(
  conceptId: number,
  event: HistoryEvent,
  name: string,
  rest: Partial<Pick<HistoryLine, 'edition' | 'detail'>> = {},
): HistoryLine {
  const id = conceptId as ConceptId;
  return { edition: editionOf('2024d'), conceptId: id, event, detail: undefined, name, ...rest };
}
