/**
 * The id ledger (mappings/concept-ids.tsv): one immutable line for each id ever given, in id order, new lines
 * at the end. An id is never changed and never reused; a code that leaves the standard keeps its line.
 */

import { formatKey } from '../model/concept-draft.js';
import { LAST_CONCEPT_ID, LAST_OHDSI_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { type Edition, parseEdition } from '../model/edition.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';

export interface LedgerLine extends ConceptKey {
  readonly conceptId: ConceptId;
  /** The edition whose build gave the id. */
  readonly firstEdition: Edition;
}

const LEDGER_COLUMNS = ['concept_id', 'vocabulary_id', 'concept_code', 'first_edition'] as const;

/** Text of a ledger -> its lines. Any fault is an error: nothing is built on a ledger in doubt. */
export function parseLedger(text: string, file: string): Outcome<readonly LedgerLine[]> {
  const unfit = findLedgerTextFault(text, file, LEDGER_COLUMNS);
  if (unfit) return { value: [], diagnostics: [unfit] };
  const { value: rows, diagnostics: faults } = parseTabSeparated(text, file, LEDGER_COLUMNS);
  const diagnostics: Diagnostic[] = [...faults];
  const lines: LedgerLine[] = [];
  const lineOfKey = new Map<string, number>();
  let last = 0;
  let lastLine = 0;
  for (const row of rows) {
    const line = readLine(row, diagnostics);
    if (!line) continue;
    const key = formatKey(line);
    const before = lineOfKey.get(key);
    if (before !== undefined) {
      diagnostics.push(
        fault(
          row,
          'ledger-code-repeated',
          `the code has an id already, on line ${before}`,
          line.conceptCode,
          'one line for each (vocabulary_id, concept_code)',
        ),
      );
    } else if (line.conceptId <= last) {
      const message =
        line.conceptId === last
          ? `the id stands on line ${lastLine} too`
          : `the id is not greater than ${last} on line ${lastLine}`;
      diagnostics.push(
        fault(
          row,
          line.conceptId === last ? 'ledger-id-repeated' : 'ledger-order',
          message,
          String(line.conceptId),
          'ids in ascending order, each once',
        ),
      );
    }
    lineOfKey.set(key, row.line);
    last = Math.max(last, line.conceptId);
    lastLine = row.line;
    lines.push(line);
  }
  return { value: lines, diagnostics };
}

function readLine(row: CuratedRow, diagnostics: Diagnostic[]): LedgerLine | undefined {
  const {
    concept_id: id = '',
    vocabulary_id: vocabularyId,
    concept_code: conceptCode,
    first_edition: label = '',
  } = row.cells;
  const conceptId = /^\d{1,10}$/.test(id) ? Number(id) : Number.NaN;
  if (!(conceptId > LAST_OHDSI_ID && conceptId <= LAST_CONCEPT_ID)) {
    diagnostics.push(
      fault(
        row,
        'ledger-id-wrong',
        'no concept id of a site vocabulary',
        id,
        `an integer from ${LAST_OHDSI_ID + 1} to ${LAST_CONCEPT_ID} [CDM v5.4, custom concepts]`,
      ),
    );
    return undefined;
  }
  const firstEdition = parseEdition(label);
  if (!vocabularyId || !conceptCode || !firstEdition) {
    diagnostics.push(
      fault(
        row,
        'ledger-cell-wrong',
        'a vocabulary, a code and an edition are needed',
        Object.values(row.cells).join(' | '),
        LEDGER_COLUMNS.join('<TAB>'),
      ),
    );
    return undefined;
  }
  return { conceptId: conceptId as ConceptId, vocabularyId, conceptCode, firstEdition };
}

function fault(row: CuratedRow, code: string, message: string, found: string, expected: string): Diagnostic {
  const { file, line } = row;
  return {
    code,
    severity: 'error',
    at: { file, line },
    message,
    found,
    expected,
    fix: `restore the file from git (git log -p ${file}); never edit its lines by hand`,
  };
}

export function formatLedger(lines: readonly LedgerLine[]): string {
  return `${[LEDGER_COLUMNS.join('\t'), ...lines.map(formatLedgerLine)].join('\n')}\n`;
}

export function formatLedgerLine({ conceptId, vocabularyId, conceptCode, firstEdition }: LedgerLine): string {
  return [conceptId, vocabularyId, conceptCode, firstEdition].join('\t');
}

/** Text of a ledger that has given no id. */
export const EMPTY_LEDGER = formatLedger([]);

/**
 * What makes a file that grows line by line unfit to be added to: columns in another order, a carriage return, a last
 * line without its end.
 */
export function findLedgerTextFault(
  text: string,
  file: string,
  columns: readonly string[],
): Diagnostic | undefined {
  if (text === '') return undefined;
  const lines = text.split('\n');
  const wrong = (code: string, line: number, message: string, expected: string): Diagnostic => ({
    code,
    severity: 'error',
    at: { file, line },
    message,
    found: lines[line - 1]?.slice(0, 160) ?? '',
    expected,
    fix: `restore the file from git (git checkout -- ${file}); never edit its lines by hand`,
  });
  const returned = lines.findIndex((line) => line.endsWith('\r'));
  if (returned >= 0) {
    const message = 'a line that ends with a carriage return';
    return wrong('ledger-line-end-wrong', returned + 1, message, 'lines that end with a line feed alone');
  }
  if (!text.endsWith('\n')) {
    return wrong(
      'ledger-cut',
      lines.length,
      'the last line has no end: the file is cut',
      'a line feed after it',
    );
  }
  const header = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
  const isConflict = /^[<=>|]{7}/m.test(text);
  if (isConflict || lines[header]?.replace(/^\uFEFF/, '') === columns.join('\t')) return undefined;
  return wrong('file-header-wrong', header + 1, 'not the header of this file', columns.join('<TAB>'));
}
