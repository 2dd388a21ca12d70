/** The tables of each profile in real databases: the DDL is taken, and so is every row, as wide as its columns are. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { PROFILE_NAMES } from '../../../src/harvest/profiles/profile.js';
import { formatProfileTables } from '../../../src/harvest/profiles/profile-ddl.js';
import { ROOT } from '../../support/command-line.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../../support/postgresql-server.js';
import { getProfile, loadProfile, readProfileRows } from '../../support/profile-tables.js';

jest.setTimeout(120_000);
const PROFILES = PROFILE_NAMES.filter((name) => name !== 'micdm');
/** What the golden has of each. */
const written = (name: string) => join(ROOT, 'tests', 'golden', 'profiles', name);

describe('profiles in SQLite', () => {
  test.each(PROFILES)('%s', (name) => {
    const database = new Database(':memory:');
    const loaded = loadProfile(database, getProfile(name), written(name));
    for (const [table, rows] of Object.entries(loaded))
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: rows });
    expect(Object.values(loaded).every((rows) => rows > 0)).toBe(true);
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

  test.each(PROFILES)('%s', (name) => {
    const profile = getProfile(name);
    server.createDatabase(name);
    server.query(name, formatProfileTables(profile, 'postgresql'));
    for (const table of profile.tables.filter(({ isLocal }) => !isLocal)) {
      const columns = table.columns.map((column) => column.name).join(', ');
      const rows = readProfileRows(profile, table, written(name));
      const values = rows.map(
        (row) =>
          `(${row.map((cell) => (cell === null ? 'NULL' : `'${cell.replaceAll("'", "''")}'`)).join(', ')})`,
      );
      server.query(name, `INSERT INTO ${table.name} (${columns}) VALUES ${values.join(', ')}`);
      expect(server.query(name, `SELECT count(*) FROM ${table.name}`)).toEqual([String(rows.length)]);
    }
  });
});
