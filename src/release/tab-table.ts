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

/** Lines that are joined at a time: they are gone from memory before the next are made. */
const BLOCK = 256;
const UNWRITABLE = /[\t\r\n]/;
const LINE_END = /[\r\n]/;

/** The whole file. Booleans become `true` and `false`, undefined an empty cell. */
export function formatTable<Row>(table: TabTable<Row>, rows: readonly Row[]): string {
  const blocks = [table.columns.join('\t')];
  let lines: string[] = [];
  for (const row of rows) {
    const cells = table.cells(row);
    const line = cells.join('\t');
    const isWhole = cells.length === table.columns.length && countTabs(line) === cells.length - 1;
    if (!isWhole || LINE_END.test(line)) throw unwritable(table, cells);
    if (lines.push(line) < BLOCK) continue;
    blocks.push(lines.join('\n'));
    lines = [];
  }
  if (lines.length > 0) blocks.push(lines.join('\n'));
  return `${blocks.join('\n')}\n`;
}

function countTabs(line: string): number {
  let tabs = 0;
  for (let at = line.indexOf('\t'); at >= 0; at = line.indexOf('\t', at + 1)) tabs += 1;
  return tabs;
}

function unwritable({ file, columns }: Omit<TabTable<never>, 'cells'>, cells: readonly CellValue[]): Error {
  const faulty = cells.findIndex((cell) => typeof cell === 'string' && UNWRITABLE.test(cell));
  const column = columns[faulty] ?? 'the row';
  return new Error(`${file}: ${column} cannot be written without quoting: ${JSON.stringify(cells)}`);
}
