/** Rows that name their own columns -> a tab-separated table; cells are cleaned, since they hold users' text. */
import { type CellValue, formatTable } from './tab-table.js';

/** Tabs and line ends within a cell become blanks. */
export function formatRecords<Column extends string>(
  file: string,
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, CellValue>>[],
): string {
  const cells = (row: Readonly<Record<Column, CellValue>>) => columns.map((column) => clean(row[column]));
  return formatTable({ file, columns, cells }, rows);
}

function clean(value: CellValue): CellValue {
  return typeof value === 'string' ? value.replace(/[\t\r\n]+/g, ' ') : value;
}
