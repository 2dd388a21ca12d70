/** The SQL of `ids migrate` in a real PostgreSQL, over stored rows. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatMigrationSql } from '../../src/emit/migration.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { useFolders } from '../support/standard-document.js';

const binaries = findPostgresql();
const newFolder = useFolders();
const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined)
  test.todo('no PostgreSQL here (initdb, pg_ctl, psql): migrate.sql is not tested against one');

/** A chain, a swap, a ring of three, and ids that stay. */
const MOVES: readonly (readonly [from: number, to: number])[] = [
  [1, 2],
  [2, 3],
  [3, 4],
  [10, 11],
  [11, 10],
  [20, 21],
  [21, 22],
  [22, 20],
  [30, 30],
];
const rows = MOVES.map(([oldId, newId]) => {
  const text = { oldCode: 'O', oldName: 'N', code: 'C', how: 'same code' };
  return { oldId, newId, candidates: [], ...text };
});

describeWithServer('migrate.sql', () => {
  let server: PostgresqlServer;
  let folder = '';

  const migrate = (database: string) => {
    writeFileSync(join(folder, 'migrate.sql'), formatMigrationSql(rows));
    return server.run(database, 'migrate.sql', folder, { ON_ERROR_STOP: '1' });
  };

  beforeAll(async () => {
    folder = await newFolder();
    server = startPostgresql(binaries ?? '');
    server.createDatabase('site');
    server.createDatabase('bare');
  }, 60_000);
  afterAll(() => server?.stop());

  test('moves every stored id once: chains do not run through, swaps do not fall together', () => {
    const stored = [1, 2, 3, 4, 10, 11, 20, 21, 22, 30, 99];
    server.query(
      'site',
      'CREATE TABLE measurement (id integer, measurement_source_concept_id integer, value_as_concept_id integer)',
    );
    const values = stored.map((id) => `(${id}, ${id}, ${id})`).join(', ');
    server.query('site', `INSERT INTO measurement VALUES ${values}, (100, NULL, NULL)`);
    expect(migrate('site')).toMatchObject({ status: 0 });
    const moved = [2, 3, 4, 4, 11, 10, 21, 22, 20, 30, 99];
    expect(server.query('site', 'SELECT * FROM measurement ORDER BY id')).toEqual([
      ...stored.map((id, index) => `${id}|${moved[index]}|${moved[index]}`),
      '100|NULL|NULL',
    ]);
  });

  test('does nothing, and fails at nothing, in a database without the tables', () => {
    expect(migrate('bare')).toMatchObject({ status: 0, err: '' });
  });
});
