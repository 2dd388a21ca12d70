/**
 * The bytes of one file of a release -> its rows, each with its line. Columns are found by the header. The form is
 * Athena's: UTF-8 without BOM, LF, a final line end, a lower-case header, tabs, no quoting, rows sorted by key.
 */
import { type CdmTable, propertyOf } from '../model/cdm-tables.js';
import type { Diagnostic } from '../model/diagnostic.js';

export interface FileRow {
  /** By property of the model: text, number; undefined for NULL. */
  readonly values: Readonly<Record<string, string | number | undefined>>;
  /** From 1; the header is line 1. */
  readonly line: number;
}

/** A file-form rule, listed for the guarantees that name it. */
export interface FormRule {
  readonly code: string;
  readonly title: string;
}

export const FORM_RULES = [
  { code: 'f1-encoding', title: 'Every file is UTF-8 without a byte order mark' },
  { code: 'f2-line-end', title: 'Every line ends with LF, the last one too' },
  { code: 'f3-header', title: 'The header holds the columns of the CDM, in its order, in lower case' },
  {
    code: 'f4-width',
    title: 'Every line has as many cells as the header: no tab inside a cell, no empty line',
  },
  { code: 'f5-number', title: 'Every id is a plain integer' },
  { code: 'f6-order', title: 'Rows are sorted by their key' },
] as const satisfies readonly FormRule[];
type FormCode = (typeof FORM_RULES)[number]['code'];

const ATHENA = '[Athena download: tab-separated, UTF-8 without BOM, LF, no quoting]';
const INTEGER = /^(?:0|[1-9]\d{0,9})$/;
/** Faults of one kind and file that are told one by one. */
const TOLD = 20;

export function parseReleaseFile(
  bytes: Buffer,
  file: string,
  { columns, key }: CdmTable,
): { readonly rows: readonly FileRow[]; readonly diagnostics: readonly Diagnostic[] } {
  const faults = collectFaults(file);
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    faults.add(
      'f1-encoding',
      1,
      'the file starts with a byte order mark',
      'EF BB BF',
      'no mark',
      'remove it',
    );
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\uFFFD')) {
    const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
    faults.add('f1-encoding', line, 'bytes that are no UTF-8', '', 'UTF-8', 'write the file as UTF-8');
  }
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else
    faults.add(
      'f2-line-end',
      lines.length,
      'the last line has no end',
      '',
      'LF',
      'add it: a copy may be cut off',
    );
  if (text.includes('\r')) {
    const line = text.slice(0, text.indexOf('\r')).split('\n').length;
    faults.add(
      'f2-line-end',
      line,
      'a carriage return',
      'CR',
      'LF alone',
      'convert the line ends (dos2unix)',
    );
  }
  const header = (lines[0] ?? '').replace(/\r$/, '').split('\t');
  const names = columns.map(({ name }) => name);
  if (header.join('\t') !== names.join('\t')) {
    const expected = names.join('<TAB>');
    faults.add(
      'f3-header',
      1,
      'not the columns of the table',
      header.join('<TAB>'),
      expected,
      'write the header',
    );
  }
  if (names.some((name) => !header.includes(name))) return { rows: [], diagnostics: faults.list() };
  const cellOf = columns.map((column) => ({
    property: propertyOf(column.name),
    at: header.indexOf(column.name),
    isNumber: column.type === 'integer',
    nullable: column.nullable,
  }));
  const rows: FileRow[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const cells = (lines[index] ?? '').replace(/\r$/, '').split('\t');
    const line = index + 1;
    if (cells.length !== header.length) {
      const message = `${cells.length} cells where the header has ${header.length}`;
      faults.add(
        'f4-width',
        line,
        message,
        lines[index] ?? '',
        `${header.length} cells`,
        'look for a tab or a line end in a cell',
      );
      continue;
    }
    const values: Record<string, string | number | undefined> = {};
    let isWhole = true;
    for (const { property, at, isNumber, nullable } of cellOf) {
      const cell = cells[at] ?? '';
      if (!isNumber) values[property] = cell === '' && nullable ? undefined : cell;
      else if (INTEGER.test(cell)) values[property] = Number(cell);
      else {
        const message = `${property} is no integer; the line is not read`;
        faults.add(
          'f5-number',
          line,
          message,
          cell,
          'digits',
          'never carry ids through floating-point numbers',
        );
        isWhole = false;
      }
    }
    if (isWhole) rows.push({ values, line });
  }
  checkOrder(rows, key.map(propertyOf), faults);
  return { rows, diagnostics: faults.list() };
}

interface Faults {
  add(code: FormCode, line: number, message: string, found: string, expected: string, fix: string): void;
  list(): readonly Diagnostic[];
}

/** Tells the first faults of a kind one by one and the number of the others. */
function collectFaults(file: string): Faults {
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<string, number>();
  return {
    add(code, line, message, found, expected, fix) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count > TOLD) return;
      diagnostics.push({
        code,
        severity: 'error',
        at: { file, line },
        message,
        found: found.slice(0, 200),
        expected: `${expected} ${ATHENA}`,
        fix,
      });
    },
    list: () => [
      ...diagnostics,
      ...[...counts]
        .filter(([, count]) => count > TOLD)
        .map(
          ([code, count]): Diagnostic => ({
            code,
            severity: 'error',
            at: { file },
            message: `${count - TOLD} more lines of ${file} break this rule`,
            fix: 'mend the first ones and verify again',
          }),
        ),
    ],
  };
}

function checkOrder(rows: readonly FileRow[], key: readonly string[], faults: Faults): void {
  for (let index = 1; index < rows.length; index += 1) {
    const before = rows[index - 1];
    const row = rows[index];
    if (!before || !row || compareKeys(before, row, key) <= 0) continue;
    const found = key.map((property) => String(row.values[property])).join(' ');
    faults.add(
      'f6-order',
      row.line,
      'the row stands before its predecessor',
      found,
      'rows sorted by key',
      'sort the file',
    );
  }
}

function compareKeys(a: FileRow, b: FileRow, key: readonly string[]): number {
  for (const property of key) {
    const left = a.values[property] ?? '';
    const right = b.values[property] ?? '';
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return 0;
}
