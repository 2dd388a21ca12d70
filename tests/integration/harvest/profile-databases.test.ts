/** The tables of each profile in real databases: the DDL is taken, and so is every row, as wide as its columns are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { PROFILE_NAMES, type Profile, readProfile } from '../../../src/harvest/profiles/profile.js';
import { formatProfileTables } from '../../../src/harvest/profiles/profile-ddl.js';
import { ROOT } from '../../support/command-line.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../../support/postgresql-server.js';

jest.setTimeout(120_000);
const textOf = (name: string) => {
  const file = join(ROOT, 'mappings', 'harvest', name);
  return { file, text: readFileSync(file, 'utf8') };
};
const PROFILES = PROFILE_NAMES.filter((name) => name !== 'micdm').map((name) => {
  const { value, diagnostics } = readProfile(name, textOf);
  expect(diagnostics).toEqual([]);
  return [name, value] as const;
});
const written = (name: string, file: string) => join(ROOT, 'tests', 'golden', 'profiles', name, file);
/** Rows as the golden has them; empty cells are NULL. */
function rowsOf(name: string, isCommaSeparated: boolean, { file }: Profile['tables'][number]) {
  const commas = isCommaSeparated && file.endsWith('.csv');
  const form = commas ? ({ delimiter: ',' } as const) : ({ delimiter: '\t', quote: null } as const);
  const [, ...rows] = parse(readFileSync(written(name, file), 'utf8'), form) as string[][];
  return rows.map((row) => row.map((cell) => cell || null));
}
const leaving = ({ tables }: Profile) => tables.filter(({ isLocal }) => !isLocal);

describe('profiles in SQLite', () => {
  test.each(PROFILES)('%s', (name, profile) => {
    const database = new Database(':memory:');
    database.exec(readFileSync(written(name, `${name}-sqlite.sql`), 'utf8'));
    for (const table of leaving(profile)) {
      const columns = table.columns.map((column) => column.name);
      const insert = database.prepare(
        `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      const rows = rowsOf(name, profile.isCommaSeparated, table);
      for (const row of rows) insert.run(row);
      expect(database.prepare(`SELECT count(*) AS n FROM ${table.name}`).get()).toEqual({ n: rows.length });
    }
    database.close();
  });
});

const binaries = findPostgresql();
const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined) test.todo('no PostgreSQL here: the tables of the profiles are not tried in one');

describeWithServer('profiles in PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(() => {
    server = startPostgresql(binaries ?? '');
  });
  afterAll(() => server.stop());

  test.each(PROFILES)('%s', (name, profile) => {
    server.createDatabase(name);
    server.query(name, formatProfileTables(profile, 'postgresql'));
    for (const table of leaving(profile)) {
      const columns = table.columns.map((column) => column.name).join(', ');
      const rows = rowsOf(name, profile.isCommaSeparated, table).map(
        (row) =>
          `(${row.map((cell) => (cell === null ? 'NULL' : `'${cell.replaceAll("'", "''")}'`)).join(', ')})`,
      );
      if (rows.length > 0)
        server.query(name, `INSERT INTO ${table.name} (${columns}) VALUES ${rows.join(', ')}`);
      expect(server.query(name, `SELECT count(*) FROM ${table.name}`)).toEqual([String(rows.length)]);
    }
  });
});
