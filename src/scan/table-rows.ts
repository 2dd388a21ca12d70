/** A file of rows -> its rows, by name of column: CSV, TSV, Parquet, JSON, NDJSON. The kind is seen from the content. */
import { readFileSync } from 'node:fs';
import { requireRegularFile } from '../disk/regular-file.js';
import { decodeTable, type TableEncoding } from '../model/table-encoding.js';

export type TableRow = Readonly<Record<string, unknown>>;

/** A fault of the file; no row of it can be used. */
export interface TableFault {
  readonly code: 'table-empty' | 'table-malformed' | 'table-encoding';
  readonly message: string;
  readonly found?: string;
}

export interface TableContent {
  readonly rows: readonly TableRow[];
  /** Rows that could not be read, by number from 1. */
  readonly malformed: readonly { readonly row: number; readonly message: string }[];
  readonly fault: TableFault | undefined;
  /** Of text. */
  readonly encoding?: TableEncoding;
  /** Names of columns that stand there twice; the last is read. */
  readonly repeated?: readonly string[];
}

const nothing = (fault: TableFault): TableContent => ({ rows: [], malformed: [], fault });

export async function readTableRows(file: Uint8Array): Promise<TableContent> {
  requireRegularFile(Buffer.from(file));
  const bytes = readFileSync(Buffer.from(file));
  if (bytes.length === 0) return nothing({ code: 'table-empty', message: 'a file of 0 bytes' });
  if (bytes.toString('latin1', 0, 4) === 'PAR1') return readParquet(bytes);
  const decoded = decodeTable(bytes);
  if (decoded === undefined) {
    const message = `the file is ${bytes.toString('latin1', 0, 2) === 'PK' ? 'a workbook' : 'no text'}; save the table as CSV (UTF-8)`;
    return nothing({ code: 'table-encoding', message });
  }
  const { text, encoding } = decoded;
  const content = /^\s*[[{]/.test(text) ? readJson(text) : await readSeparated(text.trimStart());
  return { ...content, encoding };
}

async function readParquet(bytes: Buffer): Promise<TableContent> {
  // Loaded when it is used: a thread that reads files starts sooner.
  const { parquetReadObjects } = await import('hyparquet');
  try {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    return { rows: await parquetReadObjects({ file }), malformed: [], fault: undefined };
  } catch (error) {
    return nothing({ code: 'table-malformed', message: `no Parquet that can be read: ${messageOf(error)}` });
  }
}

/** One JSON value, or one on each line. */
function readJson(text: string): TableContent {
  const whole = tryJson(text);
  if (whole !== undefined) {
    const rows = (Array.isArray(whole) ? whole : [whole]) as TableRow[];
    return { rows, malformed: [], fault: undefined };
  }
  const rows: TableRow[] = [];
  const malformed: { row: number; message: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = tryJson(line);
    if (value === undefined) malformed.push({ row: index + 1, message: 'a line that is no JSON' });
    else rows.push(...((Array.isArray(value) ? value : [value]) as TableRow[]));
  }
  if (rows.length === 0)
    return nothing({ code: 'table-malformed', message: 'neither JSON nor a JSON value on each line' });
  return { rows, malformed, fault: undefined };
}

/** NaN and Infinity are no JSON, but pydicom and pandas write them. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(/(?<=[:[,]\s*)-?(?:NaN|Infinity)(?=\s*[,\]}])/g, 'null'));
    } catch {
      return undefined;
    }
  }
}

async function readSeparated(text: string): Promise<TableContent> {
  const { parse } = await import('csv-parse/sync');
  const [head = ''] = text.split('\n', 1);
  const delimiter = head.includes('\t') ? '\t' : head.includes(';') && !head.includes(',') ? ';' : ',';
  try {
    const lines = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
    }) as string[][];
    const [header = [], ...body] = lines;
    const malformed: { row: number; message: string }[] = [];
    const rows = body.flatMap((cells, index) => {
      const surplus = cells.slice(header.length);
      if (cells.length < header.length || surplus.some((cell) => cell !== '')) {
        malformed.push({
          row: index + 1,
          message: `${cells.length} cells where the header has ${header.length}`,
        });
        return [];
      }
      return [Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']))];
    });
    const repeated = header.filter((name, at) => name !== '' && header.indexOf(name) < at);
    return { rows, malformed, fault: undefined, repeated };
  } catch (error) {
    return nothing({ code: 'table-malformed', message: `no table that can be read: ${messageOf(error)}` });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
