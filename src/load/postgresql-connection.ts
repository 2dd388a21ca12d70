/**
 * One connection to PostgreSQL, named by a URL: `postgresql://user@host:5432/database?schema=cdm`. The password comes
 * from PGPASSWORD, a `.pgpass` file, or the URL, and stands in no message. The driver is loaded when it is used.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { EnvironmentError } from '../model/diagnostic.js';

export type PostgresqlCell = string | number | boolean | null;

export interface PostgresqlConnection {
  /** The rows of a statement, and how many it changed. */
  query<Row = unknown>(sql: string): Promise<{ readonly rows: readonly Row[]; readonly changed: number }>;
  /** Rows into a table by COPY; cells in the order of `columns`. */
  copy(table: string, columns: readonly string[], rows: Iterable<readonly PostgresqlCell[]>): Promise<void>;
}

export interface PostgresqlTarget {
  /** As given, without its password: for messages. */
  readonly name: string;
  readonly schema: string;
  readonly url: URL;
}

const FORM = 'postgresql://user@host:5432/database?schema=cdm, with the password in PGPASSWORD';
const NAME = /^[A-Za-z_][A-Za-z0-9_$]{0,62}$/;

export function isPostgresqlUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text);
}

/** `given` goes before the schema in the URL. Throws an EnvironmentError for a URL that names no database, or a schema that is no plain name. */
export function parsePostgresqlUrl(text: string, given?: string): PostgresqlTarget {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw new EnvironmentError('the address of the database is no URL', {
      fix: `give ${FORM}`,
      cause: error,
    });
  }
  const schema = given ?? url.searchParams.get('schema') ?? 'public';
  url.searchParams.delete('schema');
  const shown = new URL(url);
  shown.password = '';
  for (const secret of ['password', 'sslpassword']) shown.searchParams.delete(secret);
  if (url.pathname.length < 2) {
    throw new EnvironmentError(`${shown.href} names no database`, { fix: `give ${FORM}` });
  }
  if (!NAME.test(schema)) {
    throw new EnvironmentError(`"${schema}" is no name of a schema`, {
      fix: 'letters, digits and _, a letter first: ?schema=cdm',
    });
  }
  return { name: `${shown.href} (schema ${schema})`, schema, url };
}

/**
 * Runs `work` in one transaction with the schema as its only search path; what throws, or gives `keep: false`, leaves
 * the database as it was. Faults of connection, rights and constraints become an EnvironmentError.
 */
export async function inPostgresqlTransaction<T extends { readonly keep: boolean }>(
  target: PostgresqlTarget,
  env: Readonly<Record<string, string | undefined>>,
  work: (connection: PostgresqlConnection) => Promise<T>,
): Promise<T> {
  const client = await connect(target, env);
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL search_path TO "${target.schema}"`);
    await client.query('SET LOCAL client_min_messages TO warning');
    const result = await work(await describeConnection(client));
    await client.query(result.keep ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError(`cannot load into ${target.name}: ${reasonOf(error)}; nothing was changed`, {
      fix: 'look at the rows that the message names; the rights needed are SELECT, INSERT, UPDATE, DELETE and TEMPORARY',
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A connection that reads alone, with the schema as its only search path. Faults become an EnvironmentError. */
export async function openPostgresqlReader(
  target: PostgresqlTarget,
  env: Readonly<Record<string, string | undefined>>,
) {
  const client = await connect(target, env);
  const rows = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    try {
      return (await client.query(sql)).rows;
    } catch (error) {
      throw new EnvironmentError(`cannot read the CDM ${target.name}: ${reasonOf(error)}`, {
        fix: 'name a database and schema with the tables of OMOP CDM v5.4; the right needed is SELECT',
        cause: error,
      });
    }
  };
  await rows('SET default_transaction_read_only TO on');
  await rows(`SET search_path TO "${target.schema}"`);
  const hasTable = async (table: string) =>
    (await rows(`SELECT to_regclass('${table}') AS found`)).some(({ found }) => found !== null);
  return { name: target.name, rows, hasTable, close: () => client.end() };
}

async function connect(
  { url, name }: PostgresqlTarget,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url.href,
    ...(url.password === '' && env.PGPASSWORD !== undefined ? { password: env.PGPASSWORD } : {}),
    connectionTimeoutMillis: 15_000,
    application_name: 'dicom-omop',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new EnvironmentError(`cannot connect to ${name}: ${reasonOf(error)}`, {
      fix: 'check host, port, user and database; give the password as PGPASSWORD; set PGSSLMODE or ?sslmode= if the server asks for it',
      cause: error,
    });
  }
}

async function describeConnection(client: Client): Promise<PostgresqlConnection> {
  const { from: copyFrom } = await import('pg-copy-streams');
  return {
    query: async (sql) => {
      const { rows, rowCount } = await client.query(sql);
      return { rows, changed: rowCount ?? 0 };
    },
    copy: async (table, columns, rows) => {
      const into = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
      await pipeline(Readable.from(formatBlocks(rows)), into);
    },
  };
}

/** Lines of COPY's text format, some hundred at a time. */
function* formatBlocks(rows: Iterable<readonly PostgresqlCell[]>): Generator<string> {
  let block: string[] = [];
  for (const row of rows) {
    block.push(`${row.map(formatCopyCell).join('\t')}\n`);
    if (block.length === 500) {
      yield block.join('');
      block = [];
    }
  }
  if (block.length > 0) yield block.join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** NULL is `\N`; a backslash, tab or line end inside a text is escaped. [PostgreSQL, COPY, Text Format] */
function formatCopyCell(cell: PostgresqlCell): string {
  if (cell === null) return '\\N';
  return typeof cell === 'string'
    ? cell.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign)
    : String(cell);
}

/** The words of the server, with the detail that names the row; a connection refused at several addresses says so once. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  if (!(error instanceof Error)) return String(error);
  const detail: unknown = Reflect.get(error, 'detail');
  return typeof detail === 'string' ? `${error.message} (${detail})` : error.message;
}
