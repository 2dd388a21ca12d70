/**
 * The frame that every table reader shares: columns by heading, one row at a time, and a count in which
 * rows used and rows refused add up to rows read.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import type { TablePiece } from '../docbook/outline.js';
import {
  findColumn,
  MAX_CELL_LENGTH,
  type Row,
  type RowFault,
  readTable,
  type Table,
} from '../docbook/table.js';
import type { Diagnostic, Severity } from '../model/diagnostic.js';
import type { SourceRef } from '../model/source-ref.js';
import type { TableCount } from '../model/standard.js';

/** What a reader of tables gives: facts, faults, and the count of each table. */
export interface Extraction<F> {
  readonly facts: readonly F[];
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: readonly TableCount[];
}

/** A row gives facts, perhaps with a word of warning, or is refused with the reason. */
export type RowReading<F> =
  | { readonly facts: readonly F[]; readonly diagnostics?: readonly Diagnostic[] }
  | { readonly refused: Diagnostic };

/** Heading patterns by the name that a reader gives the column; `?` at the end of a name makes it optional. */
export type Headings = Readonly<Record<string, RegExp>>;
export type Columns<H extends Headings> = {
  readonly [K in keyof H & string as K extends `${infer N}?` ? N : K]: K extends `${string}?`
    ? number | undefined
    : number;
};

export function placeOf(document: CorrectedDocBook, table: Table | TablePiece, row?: number): SourceRef {
  return {
    part: document.part,
    edition: document.edition,
    label: /^[CT]ID /.test(table.label) ? table.label : `Table ${table.label}`,
    ...(row === undefined ? {} : { row }),
    ...(table.xmlId === undefined ? {} : { xmlId: table.xmlId }),
  };
}

/**
 * Reads one table. If a required heading is missing, every row is refused with one diagnostic of the given
 * severity: `error` for the registries without which there is no vocabulary, `finding` for the rest. A row with too
 * few cells is refused unless `fits` says that those it has can stand under no other heading.
 */
export function readTableRows<H extends Headings, F>(
  document: CorrectedDocBook,
  piece: TablePiece | Table,
  headings: H,
  severity: Severity,
  readRow: (row: Row, columns: Columns<H>, at: SourceRef, table: Table) => RowReading<F>,
  fits: (row: Row, columns: Columns<H>) => boolean = () => false,
): Extraction<F> {
  const table = correct(document, 'rows' in piece ? piece : readTable(document.outline, piece));
  const found: Record<string, number | undefined> = {};
  for (const [name, pattern] of Object.entries(headings)) {
    const column = findColumn(table, pattern);
    if (column === undefined && !name.endsWith('?')) {
      return refuseTable(document, table, severity, `no column whose heading matches ${pattern.source}`);
    }
    found[name.replace(/\?$/, '')] = column;
  }
  const facts: F[] = [];
  const diagnostics: Diagnostic[] = [];
  let refused = 0;
  for (const row of table.rows) {
    const at = placeOf(document, table, row.row);
    const isSure = row.fault === 'cells-missing' && fits(row, found as Columns<H>);
    const fault = row.fault && describeFault(row, row.fault, table, at, isSure);
    const isRefused = fault !== undefined && fault.severity !== 'warning';
    const reading = isRefused ? { refused: fault } : readRow(row, found as Columns<H>, at, table);
    if (fault && !isRefused) diagnostics.push(fault);
    if ('refused' in reading) {
      diagnostics.push(reading.refused);
      refused += 1;
    } else {
      facts.push(...reading.facts);
      diagnostics.push(...(reading.diagnostics ?? []));
    }
  }
  const read = table.rows.length;
  return { facts, diagnostics, counts: [countOf(document, table, read, refused)] };
}

function correct(document: CorrectedDocBook, table: Table): Table {
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const text = document.correctCell(table.label, cell.text);
      return text === cell.text ? cell : { ...cell, text };
    }),
  }));
  return { ...table, rows };
}

/**
 * A row whose cells cannot be told apart is refused: to shift a value into another column would be worse. It is read,
 * with a warning, where its cells fit no other columns, and where it is an include: that is its first cell, whatever the spans beside it say.
 */
function describeFault(row: Row, fault: RowFault, table: Table, at: SourceRef, isSure: boolean): Diagnostic {
  const isInclude = fault !== 'cell-too-long' && /^(?:>\s*)*include\b/i.test(row.cells[0]?.text ?? '');
  const isRead = isInclude || isSure;
  const columns = table.headings.length;
  return {
    code: `row-${fault}`,
    severity: isRead ? 'warning' : 'finding',
    at,
    message: isRead
      ? `${FAULTS[fault]}; ${isInclude ? 'the include' : 'what fits no other column'} is read all the same`
      : FAULTS[fault],
    found: row.cells
      .map(({ text }) => text)
      .join(' | ')
      .slice(0, 200),
    expected:
      fault === 'cell-too-long'
        ? `at most ${MAX_CELL_LENGTH} characters`
        : `a cell for each of the ${columns} headings: ${table.headings.join(' | ').slice(0, 200)}`,
    fix: isRead
      ? 'none needed'
      : 'compare with the published page; fetch the part again if the file was edited on its way',
  };
}

const FAULTS: Readonly<Record<RowFault, string>> = {
  'cells-missing': 'the row has fewer cells than the table has columns',
  'cells-beyond': 'the row has a cell behind the last column',
  'cell-too-long': 'a cell holds more text than any of the standard',
};

function refuseTable(
  document: CorrectedDocBook,
  table: Table,
  severity: Severity,
  message: string,
): Extraction<never> {
  const read = table.rows.length;
  return {
    facts: [],
    diagnostics: [
      {
        code: 'table-heading-missing',
        severity,
        at: placeOf(document, table),
        message: `${message}; its ${read} rows are refused`,
        found: table.headings.join(' | '),
        fix: 'compare the table with the published page; a changed heading is a change to the reader of this table',
      },
    ],
    counts: [countOf(document, table, read, read)],
  };
}

function countOf(document: CorrectedDocBook, table: Table, read: number, refused: number): TableCount {
  return { part: document.part, table: table.label, read, used: read - refused, refused };
}

export function concatExtractions<F>(extractions: readonly Extraction<F>[]): Extraction<F> {
  return {
    facts: extractions.flatMap((extraction) => extraction.facts),
    diagnostics: extractions.flatMap((extraction) => extraction.diagnostics),
    counts: extractions.flatMap((extraction) => extraction.counts),
  };
}

/** A table that a part must have is not there at all. */
export function missingTable(document: CorrectedDocBook, what: string, clause: string): Extraction<never> {
  return {
    facts: [],
    diagnostics: [
      {
        code: 'table-missing',
        severity: 'error',
        at: { file: document.file },
        message: `PS3.${document.part} holds no ${what}`,
        expected: clause,
        fix: 'check that the file is complete; fetch or import the part again',
      },
    ],
    counts: [],
  };
}

/** A refusal in one line. */
export function refuse(
  code: string,
  severity: Severity,
  at: SourceRef,
  message: string,
  rest: Partial<Diagnostic> = {},
): { readonly refused: Diagnostic } {
  return { refused: { code, severity, at, message, ...rest } };
}
