/** Text of a release file -> cells: tab-separated, no quoting, no escapes, LF or CRLF, NULL = empty. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { TextTable } from './release-tables.js';

/** `path` stands in the diagnostics. A row of another width than the header is an error and left out. */
export function parseTextTable(text: string, file: string, path: string): Outcome<TextTable> {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const cells = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line).split('\t'));
  const columns = cells[0] ?? [];
  const diagnostics: Diagnostic[] = [];
  const rows = cells.slice(1).filter((row, index) => {
    if (row.length === columns.length) return true;
    diagnostics.push({
      code: 'release-row-ragged',
      severity: 'error',
      at: { file: path, line: index + 2 },
      message: `${row.length} cells where the header has ${columns.length}`,
      found: row.join(' | ').slice(0, 200),
      expected: `${columns.length} cells, separated by single tabs`,
      fix: 'build the release again',
    });
    return false;
  });
  return { value: { file, columns, rows }, diagnostics };
}

/** Reads cells of a row by column name; undefined for an empty cell. */
export type CellReader = (column: string) => string | undefined;

/** Rows through `read`. Columns that the file lacks are an error, and no row is read. */
export function readRows<T>(
  table: TextTable,
  path: string,
  required: readonly string[],
  read: (cell: CellReader) => T,
): Outcome<readonly T[]> {
  const missing = required.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    const wrong: Diagnostic = {
      code: 'release-column-missing',
      severity: 'error',
      at: { file: path, line: 1 },
      message: `the header lacks ${missing.map((name) => `"${name}"`).join(', ')}`,
      found: table.columns.join(' | '),
      expected: required.join(' | '),
      fix: 'build the release again with this version of the program',
    };
    return { value: [], diagnostics: [wrong] };
  }
  const indexOf = new Map(table.columns.map((column, index) => [column, index]));
  const value = table.rows.map((row) => {
    const cell: CellReader = (column) => row[indexOf.get(column) ?? -1] || undefined;
    return read(cell);
  });
  return { value, diagnostics: [] };
}
