/** Reads from a CDM, never writes: a SQLite or DuckDB file, or PostgreSQL by its URL, named as a load names its target. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Duckdb, loadDuckdb } from '../disk/duckdb.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { quoteText } from './harvest-script.js';
import { isPostgresqlUrl, openPostgresqlReader, parsePostgresqlUrl } from './postgresql-connection.js';
import { requireSqliteDriver } from './sqlite-driver.js';

export interface CdmReader {
  /** As given, without its password: for messages. */
  readonly name: string;
  /** 64-bit integers may come as text. */
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly hasTable: (table: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** `from`: the folder that file names are relative to. Throws EnvironmentError for what cannot be opened. */
export async function openCdm(
  text: string,
  from: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CdmReader> {
  if (isPostgresqlUrl(text)) return openPostgresqlReader(parsePostgresqlUrl(text), env);
  const [, kind = '', name = ''] = /^(sqlite|duckdb):(.+)$/.exec(text) ?? [];
  if (kind === '') {
    throw new EnvironmentError(`"${text}" is no CDM`, {
      fix: 'give --cdm sqlite:FILE, duckdb:FILE or postgresql://user@host/database?schema=cdm',
    });
  }
  const file = resolve(from, name);
  if (!existsSync(file))
    throw new EnvironmentError(`${file} is not there`, { fix: 'name a file that holds a CDM' });
  requireRegularFile(file);
  if (kind === 'sqlite') await requireSqliteDriver();
  const duckdb = kind === 'duckdb' ? await loadDuckdb() : undefined;
  try {
    return await (duckdb === undefined ? openSqlite(file) : openDuckdb(duckdb, file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function openSqlite(file: string): Promise<CdmReader> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('schema_version');
  return describeReader(
    file,
    async (sql) => database.prepare<[], Record<string, unknown>>(sql).all(),
    (table) =>
      `SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = ${quoteText(table)}`,
    async () => {
      database.close();
    },
  );
}

async function openDuckdb(duckdb: Duckdb, file: string): Promise<CdmReader> {
  const instance = await duckdb.DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  return describeReader(
    file,
    async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    (table) => `SELECT 1 FROM information_schema.tables WHERE lower(table_name) = ${quoteText(table)}`,
    async () => {
      connection.closeSync();
      instance.closeSync();
    },
  );
}

function describeReader(
  name: string,
  ask: CdmReader['rows'],
  tableQuery: (table: string) => string,
  close: CdmReader['close'],
): CdmReader {
  const rows: CdmReader['rows'] = async (sql) => {
    try {
      return await ask(sql);
    } catch (error) {
      throw unreadable(name, error);
    }
  };
  return { name, rows, hasTable: async (table) => (await rows(tableQuery(table))).length > 0, close };
}

function unreadable(name: string, cause: unknown): EnvironmentError {
  return new EnvironmentError(
    `cannot read the CDM ${name}: ${cause instanceof Error ? cause.message : String(cause)}`,
    { fix: 'name a database with the tables of OMOP CDM v5.4', cause },
  );
}
