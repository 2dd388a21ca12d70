/**
 * The text of one OMOP table of a release -> its rows, each with its line. Columns are found by the header. The form
 * is Athena's: UTF-8 without BOM, LF, a final line end, a lower-case header, tabs, no quoting, rows sorted by key.
 */
import { type CdmTable, propertyOf } from '../model/cdm-tables.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { FaultList } from '../model/fault-list.js';
import { splitTabs, type TabLine } from '../model/tab-separated.js';
import { compareByKey } from './omop-tables.js';

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

/** What keeps rows from being read; the other rules are about the form of what can be read. */
const FAULTS_OF_READING: ReadonlySet<string> = new Set(['f4-width', 'f5-number']);

/** How much a reader asks: every rule of form, or no more than that the rows can be read. */
export type Strictness = 'form' | 'rows';

const ATHENA = '[Athena download: tab-separated, UTF-8 without BOM, LF, no quoting]';
const INTEGER = /^(?:0|[1-9]\d{0,9})$/;

interface Fault {
  readonly code: (typeof FORM_RULES)[number]['code'];
  readonly line: number;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

export function parseReleaseFile(
  text: string,
  file: string,
  table: CdmTable,
  strictness: Strictness,
): { readonly rows: readonly FileRow[]; readonly diagnostics: readonly Diagnostic[] } {
  const { header, lines, ragged } = splitTabs(text);
  const columns = table.columns.map(({ name }) => name);
  const lacksColumns = columns.some((name) => !header.includes(name));
  const { rows, faults } = lacksColumns ? { rows: [], faults: [] } : readRows(lines, header, table);
  const all = [
    ...checkEncoding(text),
    ...checkHeader(header, columns),
    ...ragged.map((line) => tellWidth(line, header.length)),
    ...faults,
    ...checkOrder(rows, table),
  ];
  const list = new FaultList();
  for (const { line, found, expected, ...fault } of all) {
    if (strictness === 'rows' && !lacksColumns && !FAULTS_OF_READING.has(fault.code)) continue;
    const at = { file, line };
    const told = { found: found.slice(0, 200), expected: `${expected} ${ATHENA}` };
    list.add({ ...fault, severity: 'error', at, ...told });
  }
  return { rows, diagnostics: list.list() };
}

function readRows(lines: readonly TabLine[], header: readonly string[], { columns }: CdmTable) {
  const places = columns.map(({ name, type, nullable }) => ({
    property: propertyOf(name),
    at: header.indexOf(name),
    isNumber: type === 'integer',
    nullable,
  }));
  const faults: Fault[] = [];
  const rows = lines.flatMap(({ cells, line }): FileRow[] => {
    const values: Record<string, string | number | undefined> = {};
    const before = faults.length;
    for (const { property, at, isNumber, nullable } of places) {
      const cell = cells[at] ?? '';
      if (!isNumber) values[property] = cell === '' && nullable ? undefined : cell;
      else if (INTEGER.test(cell)) values[property] = Number(cell);
      else faults.push(tellNumber(property, cell, line));
    }
    return faults.length === before ? [{ values, line }] : [];
  });
  return { rows, faults };
}

function tellNumber(property: string, found: string, line: number): Fault {
  const message = `${property} is no integer; the line is not read`;
  const fix = 'never carry ids through floating-point numbers';
  return { code: 'f5-number', line, message, found, expected: 'digits', fix };
}

function tellWidth({ cells, line }: TabLine, width: number): Fault {
  const message = `${cells.length} cells where the header has ${width}`;
  const fix = 'look for a tab or a line end in a cell';
  return { code: 'f4-width', line, message, found: cells.join('\t'), expected: `${width} cells`, fix };
}

function checkEncoding(text: string): Fault[] {
  const lineOf = (character: string) => text.slice(0, text.indexOf(character)).split('\n').length;
  const faults: Fault[] = [];
  const add = (
    code: Fault['code'],
    line: number,
    message: string,
    rest: Omit<Fault, 'code' | 'line' | 'message'>,
  ) => faults.push({ code, line, message, ...rest });
  if (text.startsWith('\uFEFF')) {
    const rest = { found: 'EF BB BF', expected: 'no mark', fix: 'remove it' };
    add('f1-encoding', 1, 'the file starts with a byte order mark', rest);
  }
  if (text.includes('\uFFFD')) {
    const rest = { found: '', expected: 'UTF-8', fix: 'write the file as UTF-8' };
    add('f1-encoding', lineOf('\uFFFD'), 'bytes that are no UTF-8', rest);
  }
  if (!text.endsWith('\n')) {
    const rest = { found: '', expected: 'LF', fix: 'add it: a copy may be cut off' };
    add('f2-line-end', text.split('\n').length, 'the last line has no end', rest);
  }
  if (text.includes('\r')) {
    const rest = { found: 'CR', expected: 'LF alone', fix: 'convert the line ends (dos2unix)' };
    add('f2-line-end', lineOf('\r'), 'a carriage return', rest);
  }
  return faults;
}

function checkHeader(header: readonly string[], columns: readonly string[]): Fault[] {
  if (header.join('\t') === columns.join('\t')) return [];
  const [found, expected] = [header.join('<TAB>'), columns.join('<TAB>')];
  return [
    {
      code: 'f3-header',
      line: 1,
      message: 'not the columns of the table',
      found,
      expected,
      fix: 'write the header',
    },
  ];
}

function checkOrder(rows: readonly FileRow[], table: CdmTable): Fault[] {
  const compare = compareByKey(table);
  return rows.flatMap(({ values, line }, index): Fault[] => {
    const before = rows[index - 1];
    if (!before || compare(before.values, values) <= 0) return [];
    const found = table.key.map((column) => String(values[propertyOf(column)])).join(' ');
    const message = 'the row stands before its predecessor';
    return [{ code: 'f6-order', line, message, found, expected: 'rows sorted by key', fix: 'sort the file' }];
  });
}
