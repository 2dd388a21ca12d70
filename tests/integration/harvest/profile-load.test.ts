/** The compiled `harvest load` of the tables of each profile: every row, none twice, what changes is updated, what is not ours is refused. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { PROFILE_NAMES, type ProfileName } from '../../../src/harvest/profiles/profile.js';
import { HARVEST_TABLES } from '../../../src/load/harvest-tables.js';
import { ROOT, run } from '../../support/command-line.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../../support/postgresql-server.js';
import { getProfile, readProfileRows } from '../../support/profile-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(180_000);
const PROFILES = PROFILE_NAMES.filter((name) => name !== 'micdm' && name !== 'dicom2omop');
const newFolder = useFolders();
let folder = '';

/** What the golden has of each, as a harvest of its own. */
function bring(name: ProfileName): void {
  cpSync(join(ROOT, 'tests', 'golden', 'profiles', name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'manifest.json'), JSON.stringify({ profile: name, counts: {} }));
  const procedures = HARVEST_TABLES.find((table) => table.name === 'procedure_occurrence');
  if (name === 'icdm')
    writeFileSync(
      join(folder, name, 'PROCEDURE_OCCURRENCE.csv'),
      `${procedures?.columns.join('\t')}\n7000\t7\t4180938\t2020-01-02\t\t\t\t32817${'\t'.repeat(8)}\n`,
    );
}
const load = (name: string, to: string, ...more: string[]) =>
  run(folder, 'harvest', 'load', name, '--to', to, ...more);
const counts = (out: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...out.matchAll(/^ {2}(\S+ \S+) +(\d+)$/gm)].map(([, what = '', n]) => [what, Number(n)]),
  );
const tablesOf = (name: ProfileName) => {
  const profile = getProfile(name);
  return profile.tables
    .filter(({ isLocal }) => !isLocal)
    .map((table) => ({
      name: table.name,
      rows: readProfileRows(profile, table, join(folder, name)).length,
    }));
};

beforeAll(async () => {
  folder = await newFolder();
  for (const name of PROFILES) bring(name);
});

describe('a profile into SQLite', () => {
  test.each(PROFILES)('%s: every row; a second load changes none', (name) => {
    const first = load(name, `sqlite:${name}.db`);
    expect([first.code, first.err]).toEqual([0, '']);
    const database = new Database(join(folder, `${name}.db`));
    for (const table of tablesOf(name)) {
      expect([table.name, counts(first.out)[`${table.name} added`]]).toEqual([table.name, table.rows]);
      expect(database.prepare(`SELECT count(*) AS n FROM ${table.name}`).get()).toEqual({ n: table.rows });
    }
    database.close();
    expect(Object.values(counts(load(name, `sqlite:${name}.db`).out)).every((n) => n === 0)).toBe(true);
  });

  test('rows that differ are updated; rows without a key go where what they belong to lost them, and only there', () => {
    const database = new Database(join(folder, 'rcdm.db'));
    database.exec("UPDATE radiology_image SET body_part_source_value = 'OTHER'");
    const { id } = database
      .prepare('SELECT min(radiology_occurrence_id) AS id FROM radiology_occurrence_radlex')
      .get() as { id: number };
    database.exec(
      `INSERT INTO radiology_occurrence_radlex VALUES (${id}, '00081032', 'RID9'), (999, '00081032', 'RID9')`,
    );
    database.close();
    expect(counts(load('rcdm', 'sqlite:rcdm.db').out)).toMatchObject({
      'radiology_image updated': tablesOf('rcdm').find((table) => table.name === 'radiology_image')?.rows,
      'radiology_image added': 0,
      'radiology_occurrence_radlex removed': 1,
      'radiology_occurrence_radlex added': 0,
    });
  });

  test('ids of rows that no harvest brought are refused, and the target stays as it was', () => {
    const database = new Database(join(folder, 'taken.db'));
    database.exec(
      'CREATE TABLE image_registry (image_registry_id integer PRIMARY KEY, file_id text, proc_id integer, person_id integer, group_id integer, visit_id integer, datetime text, src_file text, trg_file text); INSERT INTO image_registry (image_registry_id) VALUES (1)',
    );
    expect(load('chorus', 'sqlite:taken.db')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/harvest-id-taken[\s\S]*image_registry/),
    });
    expect(database.prepare('SELECT count(*) AS n FROM image_registry').get()).toEqual({ n: 1 });
    database.close();
  });

  test('--prune removes the rows that the last harvest did not fill any more', () => {
    bring('rcdm');
    const file = join(folder, 'rcdm', 'RADIOLOGY_IMAGE.csv');
    const [head = '', gone = '', ...rest] = readFileSync(file, 'utf8')
      .trimStart()
      .replace(/\n$/, '')
      .split('\n');
    writeFileSync(file, `${[head, ...rest].join('\n')}\n`);
    const id = gone.split('\t')[0];
    writeFileSync(join(folder, 'rcdm', 'deleted.tsv'), `table_name\tid\nradiology_image\t${id}\n`);
    expect(counts(load('rcdm', 'sqlite:rcdm.db', '--prune').out)).toMatchObject({
      'radiology_image removed': 1,
    });
  });
});

test('into DuckDB: every row, numbers as they are', () => {
  const loaded = load('rcdm', 'duckdb:rcdm.duckdb');
  expect([loaded.code, loaded.err]).toEqual([0, '']);
  expect(Object.values(counts(load('rcdm', 'duckdb:rcdm.duckdb').out)).every((n) => n === 0)).toBe(true);
});

const binaries = findPostgresql();
(binaries === undefined ? describe.skip : describe)('a profile into PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(() => {
    server = startPostgresql(binaries ?? '');
  });
  afterAll(() => server?.stop());

  test.each(PROFILES)('%s, beside the DDL that lies with the rows, and by the script', (name) => {
    server.createDatabase(name);
    const [socket = ''] = server.query(name, 'SHOW unix_socket_directories');
    const ddl = readFileSync(join(folder, name, `${name}-postgresql.sql`), 'utf8');
    server.query(name, ddl.replaceAll(/^--.*$/gm, ''));
    const url = `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(socket)}`;
    const loaded = load(name, url);
    expect([loaded.code, loaded.err]).toEqual([0, '']);
    for (const table of tablesOf(name))
      expect(server.query(name, `SELECT count(*) FROM ${table.name}`)).toEqual([String(table.rows)]);
    expect(Object.values(counts(load(name, url).out)).every((n) => n === 0)).toBe(true);
    expect(load(name, 'postgresql').code).toBe(0);
    const script = readFileSync(join(folder, name, 'load-harvest-postgresql.sql'), 'utf8');
    for (const table of tablesOf(name)) expect(script).toContain(`harvest_stage_${table.name}`);
  });
});
