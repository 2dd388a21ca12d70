/**
 * What happened to ids after they were given (mappings/concept-history.tsv): append-only, in the order in
 * which editions were released. `name` is the concept's name as of the event, so that a code that has left
 * the standard can still be published under its last name. Samples of the standard (editions that are no published label) leave no trace.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { type Edition, parseEdition } from '../model/edition.js';
import type { ConceptId } from '../model/omop.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';
import { findLedgerTextFault, type LedgerLine } from './ledger.js';

/**
 * released: an edition was built on this ledger (`detail`: its day of publication, yyyymmdd; the id is that of
 * the vocabulary). issued: the id was given. retired: the standard marks it so (`detail`: its remark). absent:
 * it left the standard. revived: it came back or is no longer retired. renamed from: `detail` is the former
 * name. replaced by: `detail` is the successor's code.
 */
export const HISTORY_EVENTS = [
  'released',
  'issued',
  'retired',
  'absent',
  'revived',
  'renamed from',
  'replaced by',
] as const;
export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

export interface HistoryLine {
  readonly edition: Edition;
  readonly conceptId: ConceptId;
  readonly event: HistoryEvent;
  readonly detail: string | undefined;
  readonly name: string;
}

const HISTORY_COLUMNS = ['edition', 'concept_id', 'event', 'detail', 'name'] as const;

export function parseHistory(text: string, file: string): Outcome<readonly HistoryLine[]> {
  const unfit = findLedgerTextFault(text, file, HISTORY_COLUMNS);
  if (unfit) return { value: [], diagnostics: [unfit] };
  const { value: rows, diagnostics: faults } = parseTabSeparated(text, file, HISTORY_COLUMNS);
  const diagnostics: Diagnostic[] = [...faults];
  const lines = rows.flatMap((row): HistoryLine[] => {
    const line = readLine(row);
    if (line) return [line];
    diagnostics.push({
      code: 'history-line-wrong',
      severity: 'error',
      at: { file: row.file, line: row.line },
      message: 'not a line of the history',
      found: Object.values(row.cells).join(' | '),
      expected: `edition, concept id, one of ${HISTORY_EVENTS.join(', ')}, detail, name`,
      fix: `restore the file from git (git log -p ${row.file}); never edit its lines by hand`,
    });
    return [];
  });
  return { value: lines, diagnostics };
}

function readLine({ cells }: CuratedRow): HistoryLine | undefined {
  const edition = parseEdition(cells.edition ?? '');
  const event = HISTORY_EVENTS.find((known) => known === cells.event);
  const conceptId = Number(cells.concept_id);
  if (!edition || !event || !Number.isInteger(conceptId) || cells.name === undefined) return undefined;
  return { edition, conceptId: conceptId as ConceptId, event, detail: cells.detail, name: cells.name };
}

export function formatHistory(lines: readonly HistoryLine[]): string {
  return `${[HISTORY_COLUMNS.join('\t'), ...lines.map(formatHistoryLine)].join('\n')}\n`;
}

export function formatHistoryLine({ edition, conceptId, event, detail, name }: HistoryLine): string {
  return [edition, conceptId, event, detail ?? '', name].join('\t');
}

/** Text of a history in which nothing has happened yet. */
export const EMPTY_HISTORY = formatHistory([]);

/** A history can only name ids that were given: a ledger that lacks one is cut, or another one. */
export function checkLedgerHolds(
  ledger: readonly LedgerLine[],
  history: readonly HistoryLine[],
  files: { readonly ledgerFile: string; readonly historyFile: string },
): Diagnostic[] {
  const given = new Set(ledger.map(({ conceptId }) => conceptId));
  const lacking = history.filter(({ conceptId }) => !given.has(conceptId));
  const [first] = lacking;
  if (!first) return [];
  const count = new Set(lacking.map(({ conceptId }) => conceptId)).size;
  return [
    {
      code: 'ledger-id-missing',
      severity: 'error',
      at: { file: files.ledgerFile, line: ledger.length + 1 },
      message: `the ledger lacks ${count} ${count === 1 ? 'id' : 'ids'} that its history names: it is cut, or another one; a build would give ${count === 1 ? 'it' : 'them'} again`,
      found: `${first.conceptId} ${first.name} (${first.event}, ${first.edition})`,
      expected: `every id of ${files.historyFile}`,
      fix: `restore the ledger: git checkout -- ${files.ledgerFile}, or from a copy`,
    },
  ];
}
