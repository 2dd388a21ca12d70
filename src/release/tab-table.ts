/**
 * Rows -> the text of an Athena-style file: tab-separated, LF, lower-case header, no quoting, no escapes,
 * NULL = empty. A cell that holds a tab or a line end cannot be written and stops the build.
 */

export type CellValue = string | number | boolean | undefined;

/** A file of a release: its columns in order, and how a row fills them. */
export interface TabTable<Row> {
  readonly file: string;
  readonly columns: readonly string[];
  readonly cells: (row: Row) => readonly CellValue[];
}

const UNWRITABLE = /[\t\r\n]/;
const LINE_END = /[\r\n]/;

/** The whole file. Booleans become `true` and `false`, undefined an empty cell. */
export function formatTable<Row>(table: TabTable<Row>, rows: readonly Row[]): string {
  const lines = [table.columns.join('\t')];
  for (const row of rows) {
    const cells = table.cells(row);
    const line = cells.join('\t');
    if (cells.length !== table.columns.length || countTabs(line) >= cells.length || LINE_END.test(line)) {
      const faulty = cells.findIndex((cell) => typeof cell === 'string' && UNWRITABLE.test(cell));
      const column = table.columns[faulty] ?? 'the row';
      throw new Error(`${table.file}: ${column} cannot be written without quoting: ${JSON.stringify(cells)}`);
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

function countTabs(line: string): number {
  let count = 0;
  for (let at = line.indexOf('\t'); at >= 0; at = line.indexOf('\t', at + 1)) count += 1;
  return count;
}
