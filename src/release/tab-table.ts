/**
 * Rows -> the text of an Athena-style file: tab-separated, LF, lower-case header, no quoting, no escapes,
 * NULL = empty. A cell that holds a tab or a line end cannot be written and stops the build.
 */
import { stringify } from 'csv-stringify/sync';

export type CellValue = string | number | boolean | undefined;

/** A file of a release: its columns in order, and how a row fills them. */
export interface TabTable<Row> {
  readonly file: string;
  readonly columns: readonly string[];
  readonly cells: (row: Row) => readonly CellValue[];
}

const UNWRITABLE = /[\t\r\n]/;

/** The whole file. Booleans become `true` and `false`, undefined an empty cell. */
export function formatTable<Row>(table: TabTable<Row>, rows: readonly Row[]): string {
  const records = rows.map((row) => {
    const cells = table.cells(row).map(formatCell);
    if (UNWRITABLE.test(cells.join('')) || cells.length !== table.columns.length) {
      const column = table.columns[cells.findIndex((cell) => UNWRITABLE.test(cell))] ?? 'the row';
      throw new Error(`${table.file}: ${column} cannot be written without quoting: ${JSON.stringify(cells)}`);
    }
    return cells;
  });
  return stringify([[...table.columns], ...records], {
    delimiter: '\t',
    record_delimiter: '\n',
    quote: false,
  });
}

function formatCell(value: CellValue): string {
  return value === undefined ? '' : String(value);
}
