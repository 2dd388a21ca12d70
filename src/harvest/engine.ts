/**
 * The SQL engine that runs the models: DuckDB, embedded. An optional dependency, loaded when it is used. Its tables are in memory; what does not fit there it
 * spills into a folder of its own.
 */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duckdb, loadDuckdb } from '../disk/duckdb.js';
import { unwritable } from '../disk/durable-file.js';
import { explainFault } from './engine-fault.js';

export type SqlValue = string | number | boolean | null;

export interface Engine {
  /** Runs a statement. */
  readonly run: (sql: string) => Promise<void>;
  /** Rows of a query, by column; integers as numbers, dates and times as text. */
  readonly rows: <Row extends object>(sql: string) => Promise<readonly Row[]>;
  /** Adds rows to a table, cells in the order of its columns; a text becomes what its column holds. */
  readonly append: (table: string, rows: readonly (readonly (SqlValue | undefined)[])[]) => Promise<void>;
  readonly close: () => void;
}

export interface EngineOptions {
  /** Exists, and belongs to this run alone. */
  readonly folder: string;
  readonly threads: number;
  /** In megabytes. */
  readonly memory: number;
}

/** Tables are in memory, what they have no room for is spilled to the folder. Throws EnvironmentError. */
export async function openEngine({ folder, threads, memory }: EngineOptions): Promise<Engine> {
  const duckdb = await loadDuckdb();
  requireWritable(folder);
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memory}MB`,
    temp_directory: join(folder, 'spill'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
  }).catch(fail);
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      await connection.run(sql).catch(fail);
    },
    rows: async <Row extends object>(sql: string) => {
      const reader = await connection.runAndReadAll(sql).catch(fail);
      return reader.getRowObjectsJson().map((row) => toPlain(row, reader)) as Row[];
    },
    append: async (table, rows) => {
      const appender = await connection.createAppender(table).catch(fail);
      try {
        for (const row of rows) {
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

  /** The JSON form writes 64-bit integers as text. */
  function toPlain(
    row: Readonly<Record<string, unknown>>,
    reader: { columnNames(): readonly string[]; columnType(index: number): { toString(): string } },
  ): Record<string, unknown> {
    return Object.fromEntries(
      reader.columnNames().map((name, index) => {
        const value = row[name];
        const isLong =
          typeof value === 'string' && /^U?(?:BIGINT|HUGEINT)$/.test(String(reader.columnType(index)));
        return [name, isLong ? Number(value) : value];
      }),
    );
  }
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
