/**
 * Header tables to disk and back: Parquet, and tab-separated text to look at. The same rows give the same bytes. Written
 * and read in plain JavaScript, so that reading headers needs no native module and no database.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { writeFlushedSync } from '../disk/durable-file.js';
import { type Cell, HEADER_TABLES, type Row, TABLE_NAMES, type TableName } from './header-tables.js';

/** A cell as Parquet has it: 64-bit integers are big ones. */
export type StoredCell = Cell | bigint;

export type TableRows = Readonly<Record<TableName, readonly Row[]>>;

/** One file for each table: `<directory>/<table>.parquet`. */
export function writeTables(directory: string, tables: TableRows): void {
  for (const name of TABLE_NAMES) {
    writeForOwner(join(directory, `${name}.parquet`), formatParquet(name, tables[name]));
  }
}

export function formatParquet(name: TableName, rows: readonly Row[]): Uint8Array {
  const columns = HEADER_TABLES[name].columns.map(({ name: column, type }): StoredCell[] =>
    type === 'INT64'
      ? rows.map((row) => (row[column] === undefined ? undefined : BigInt(row[column])))
      : rows.map((row) => row[column]),
  );
  return formatColumns(name, columns);
}

/** `columns`: in the order of the table. */
export function formatColumns(name: TableName, columns: readonly StoredCell[][]): Uint8Array {
  const { columns: types, order } = HEADER_TABLES[name];
  const columnData = types.map(({ name: column, type }, position) => ({
    name: column,
    type,
    // Least and greatest of the texts are of use only where the rows are sorted by them.
    statistics: type !== 'STRING' || column === order[0],
    data: columns[position] ?? [],
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100_000, createdBy: 'dicom-omop' }));
}

/** Tab-separated, NULL as nothing; tabs and line ends within a cell are blanks. */
export function formatTabSeparated(name: TableName, rows: readonly Row[]): string {
  const columns = HEADER_TABLES[name].columns.map((column) => column.name);
  const lines = rows.map((row) => columns.map((column) => formatCell(row[column])).join('\t'));
  return `${[columns.join('\t'), ...lines].join('\n')}\n`;
}

function formatCell(cell: Cell): string {
  return cell === undefined ? '' : String(cell).replace(/[\t\r\n]+/g, ' ');
}

/** The rows of a file, or those of the series that are wanted. */
export async function readTable(
  file: string,
  name: TableName,
  isWanted?: (series: string | undefined) => boolean,
): Promise<Row[]> {
  const columns = await readColumns(file, name);
  return makeRows(name, isWanted ? selectRows(name, columns, isWanted) : columns);
}

/** Every column of the table in its order, as it is stored. */
export async function readColumns(file: string, name: TableName): Promise<readonly StoredCell[][]> {
  // Loaded when it is used: a thread that reads files starts sooner.
  const { parquetRead } = await import('hyparquet');
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const columns = new Map<string, StoredCell[]>();
  let rows = 0;
  await parquetRead({
    file: buffer as ArrayBuffer,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = columns.get(columnName) ?? [];
      for (let at = 0; at < columnData.length; at++) column[rowStart + at] = columnData[at] ?? undefined;
      columns.set(columnName, column);
      rows = Math.max(rows, rowStart + columnData.length);
    },
  });
  // A file of an earlier version may lack a column.
  return HEADER_TABLES[name].columns.map(
    ({ name: column }) => columns.get(column) ?? new Array<StoredCell>(rows),
  );
}

/** The rows of the series that are wanted, still as columns. */
export function selectRows(
  name: TableName,
  columns: readonly StoredCell[][],
  isWanted: (series: string | undefined) => boolean,
): readonly StoredCell[][] {
  const column = HEADER_TABLES[name].columns.findIndex((each) => each.name === 'series_instance_uid');
  const wanted: number[] = [];
  for (const [row, series] of (columns[column] ?? []).entries()) {
    if (isWanted(series === undefined ? undefined : String(series))) wanted.push(row);
  }
  return columns.map((cells) => wanted.map((row) => cells[row]));
}

/** Columns as they are stored -> rows. */
export function makeRows(name: TableName, columns: readonly StoredCell[][]): Row[] {
  const types = HEADER_TABLES[name].columns;
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, at) => {
    const row: Record<string, Cell> = {};
    for (let position = 0; position < types.length; position++) {
      const cell = columns[position]?.[at];
      const type = types[position];
      if (cell === undefined || type === undefined) continue;
      row[type.name] = type.type === 'STRING' ? String(cell) : Number(cell);
    }
    return row;
  });
}

export function makeFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** Waits until the file is on the disk. Headers tell who was ill: they are read by their owner alone. */
export function writeForOwner(file: string, content: string | Uint8Array): void {
  writeFlushedSync(file, content, 0o600);
}
