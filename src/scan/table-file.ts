/**
 * Header tables to disk and back: Parquet, and tab-separated text to look at. The same rows give the same bytes. Written
 * and read in plain JavaScript, so that reading headers needs no native module and no database.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { writeFlushedSync } from '../disk/durable-file.js';
import { type Cell, HEADER_TABLES, type Row, TABLE_NAMES, type TableName } from './header-tables.js';

export type TableRows = Readonly<Record<TableName, readonly Row[]>>;

/** One file for each table: `<directory>/<table>.parquet`. */
export function writeTables(directory: string, tables: TableRows): void {
  for (const name of TABLE_NAMES) {
    writeForOwner(join(directory, `${name}.parquet`), formatParquet(name, tables[name]));
  }
}

export function formatParquet(name: TableName, rows: readonly Row[]): Uint8Array {
  const { columns } = HEADER_TABLES[name];
  const columnData = columns.map(({ name: column, type }) => ({
    name: column,
    type,
    data:
      type === 'INT64'
        ? rows.map((row) => (row[column] === undefined ? undefined : BigInt(row[column])))
        : rows.map((row) => row[column]),
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

export async function readTable(file: string, name: TableName): Promise<Row[]> {
  // Loaded when it is used: a thread that reads files starts sooner.
  const { parquetReadObjects } = await import('hyparquet');
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const objects = await parquetReadObjects({ file: buffer as ArrayBuffer });
  return objects.map((object) => readRow(object, name));
}

function readRow(object: Record<string, unknown>, name: TableName): Row {
  const row: Record<string, Cell> = {};
  for (const { name: column, type } of HEADER_TABLES[name].columns) {
    const cell = object[column];
    if (cell === undefined || cell === null) continue;
    row[column] = type === 'STRING' ? String(cell) : Number(cell);
  }
  return row;
}

export function makeFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** Waits until the file is on the disk. Headers tell who was ill: they are read by their owner alone. */
export function writeForOwner(file: string, content: string | Uint8Array): void {
  writeFlushedSync(file, content, 0o600);
}
