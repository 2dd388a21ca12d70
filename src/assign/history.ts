/**
 * What happened to ids after they were given (mappings/concept-history.tsv): append-only, in the order in
 * which editions were released. `name` is the concept's name as of the event, so that a code that has left
 * the standard can still be published under its last name. Samples of the standard (editions that are no published label) leave no trace.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { type Edition, parseEdition } from '../model/edition.js';
import type { ConceptId } from '../model/omop.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';

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

export const HISTORY_COLUMNS = ['edition', 'concept_id', 'event', 'detail', 'name'] as const;

export function parseHistory(text: string, file: string): Outcome<readonly HistoryLine[]> {
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
  const rows = lines.map(({ edition, conceptId, event, detail, name }) =>
    [edition, conceptId, event, detail ?? '', name].join('\t'),
  );
  return `${[HISTORY_COLUMNS.join('\t'), ...rows].join('\n')}\n`;
}
