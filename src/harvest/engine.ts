/**
 * The SQL engine that runs the models: DuckDB, embedded. An optional dependency, loaded when it is used. Its tables are compressed in a file of a folder of its
 * own, which is gone with the run; what a statement has no room for it spills beside it.
 */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duckdb, loadDuckdb } from '../disk/duckdb.js';
import { unwritable } from '../disk/durable-file.js';
import { explainFault } from './engine-fault.js';

export type SqlValue = string | number | boolean | null;

type Cells = readonly (SqlValue | undefined)[];

export interface Engine {
  /** How many rows may be sorted or numbered at once: what is more is done in ranges. */
  readonly rowsAtOnce: number;
  /** Runs a statement. */
  readonly run: (sql: string) => Promise<void>;
  /** Rows of a query, by column; integers as numbers, dates and times as text. */
  readonly rows: <Row extends object>(sql: string) => Promise<readonly Row[]>;
  /** The same, a few thousand at a time, in the order of the query: for what may be as many as there are series. Reads what is committed by then. */
  readonly pages: <Row extends object>(sql: string) => AsyncGenerator<readonly Row[]>;
  /** Adds rows to a table, cells in the order of its columns; a text becomes what its column holds. */
  readonly append: (table: string, rows: Iterable<Cells> | AsyncIterable<Cells>) => Promise<void>;
  readonly close: () => void;
}

export interface EngineOptions {
  /** Exists, and belongs to this run alone. */
  readonly folder: string;
  readonly threads: number;
  /** In megabytes, all in all. */
  readonly memory: number;
  /** Undefined: as many as fit into the memory. */
  readonly rowsAtOnce?: number | undefined;
}

/** Of the memory; the rest is what DuckDB does not count, and this program. */
const COUNTED = 0.7;
/** Rows of a feature, written and joined, that a megabyte holds with room to spare. */
const ROWS_IN_MEGABYTE = 1_000;

/** Throws EnvironmentError. */
export async function openEngine({
  folder,
  threads,
  memory,
  rowsAtOnce = memory * ROWS_IN_MEGABYTE,
}: EngineOptions): Promise<Engine> {
  const duckdb = await loadDuckdb();
  requireWritable(folder);
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${Math.round(memory * COUNTED)}MB`,
    temp_directory: join(folder, 'spill'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
  }).catch(fail);
  const connection = await instance.connect();
  // Nobody recovers this file: without a log of what is written, nothing waits for the disk.
  await connection
    .run(`ATTACH ${quote(join(folder, 'work.duckdb'))} AS work (RECOVERY_MODE NO_WAL_WRITES)`)
    .catch(fail);
  await connection.run('USE work').catch(fail);
  return {
    rowsAtOnce,
    run: async (sql) => {
      await connection.run(sql).catch(fail);
    },
    rows: async <Row extends object>(sql: string) => {
      const reader = await connection.runAndReadAll(sql).catch(fail);
      return reader.getRowObjectsJson().map(makePlain(reader)) as Row[];
    },
    pages: async function* <Row extends object>(sql: string) {
      const reading = await instance.connect();
      try {
        await reading.run('USE work').catch(fail);
        const result = await reading.stream(sql).catch(fail);
        for await (const rows of result.yieldRowObjectJson()) yield rows.map(makePlain(result)) as Row[];
      } catch (error) {
        fail(error);
      } finally {
        reading.closeSync();
      }
    },
    append: async (table, rows) => {
      const appender = await connection.createAppender(table).catch(fail);
      try {
        for await (const row of rows) {
          for (const cell of row) appendCell(appender, cell);
          appender.endRow();
        }
        appender.closeSync();
      } catch (error) {
        fail(error);
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The JSON form writes 64-bit integers as text. */
function makePlain(result: {
  columnNames(): readonly string[];
  columnType(index: number): { toString(): string };
}): (row: Readonly<Record<string, unknown>>) => object {
  const longs = result
    .columnNames()
    .filter((_, index) => /^U?(?:BIGINT|HUGEINT)$/.test(String(result.columnType(index))));
  return (row) => {
    const numbers = longs.filter((name) => typeof row[name] === 'string');
    return { ...row, ...Object.fromEntries(numbers.map((name) => [name, Number(row[name])])) };
  };
}

/** Work with an engine in a folder of its own, which is removed afterwards. */
export async function useEngine<T>(
  options: Omit<EngineOptions, 'folder'>,
  work: (engine: Engine, folder: string) => Promise<T>,
): Promise<T> {
  const folder = makeTemporaryFolder();
  try {
    const engine = await openEngine({ ...options, folder });
    try {
      return await work(engine, folder);
    } finally {
      engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function appendCell(appender: InstanceType<Duckdb['DuckDBAppender']>, cell: SqlValue | undefined): void {
  if (cell === null || cell === undefined) appender.appendNull();
  else if (typeof cell === 'string') appender.appendVarchar(cell);
  else if (typeof cell === 'number') appender.appendDouble(cell);
  else appender.appendBoolean(cell);
}

/** What cannot be spilled would be seen only in the middle of a harvest. */
function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'dicom-omop-harvest-'));
  } catch (error) {
    throw unwritable(tmpdir(), error);
  }
}

function fail(error: unknown): never {
  throw explainFault(error);
}

/** `'it''s'` */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value as SQL writes it. */
export function literal(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'string' ? quote(value) : String(value);
}
