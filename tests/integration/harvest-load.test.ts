/**
 * A harvest into SQLite and into a real PostgreSQL with the foreign keys that CDM v5.4 and the imaging extension state.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadHarvestIntoSqlite } from '../../src/load/harvest-sqlite.js';
import { HARVEST_TABLES } from '../../src/load/harvest-tables.js';
import { run } from '../support/command-line.js';
import { publishMini, readTable } from '../support/harvest.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { mapEcho } from '../support/small-harvest.js';
import { askSqlite } from '../support/sqlite-file.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
let folder = '';
let release = '';
const omop = () => join(folder, 'omop');

const harvest = (echo: string, series?: readonly string[]) => mapEcho(folder, release, echo, series);

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  await harvest('4.5');
});

describe('a harvest into SQLite', () => {
  const counts = async (file: string, prune = false) => {
    const { value, diagnostics } = await loadHarvestIntoSqlite(file, {
      folder: omop(),
      tables: HARVEST_TABLES,
      prune,
    });
    return { counts: Object.fromEntries((value ?? []).map(({ name, rows }) => [name, rows])), diagnostics };
  };

  test('adds, changes nothing the second time, updates what differs, and prunes only when asked', async () => {
    const file = join(folder, 'cdm.db');
    const other = new Database(file);
    other.exec(
      `${HARVEST_TABLES.find(({ name }) => name === 'measurement')?.create}; INSERT INTO measurement (measurement_id, person_id, measurement_concept_id, measurement_date, measurement_type_concept_id) VALUES (900, 7, 0, '2020-01-01', 32817)`,
    );
    other.close();
    expect((await counts(file)).counts).toMatchObject({
      'image_occurrence added': 2,
      'measurement added': 4,
      'image_feature added': 4,
    });
    expect(Object.values((await counts(file)).counts).every((rows) => rows === 0)).toBe(true);
    await harvest('5.5');
    expect((await counts(file)).counts).toMatchObject({ 'measurement added': 2, 'measurement updated': 0 });
    expect(askSqlite(file, 'SELECT count(*) AS n FROM measurement')).toEqual([{ n: 7 }]);
    expect((await counts(file, true)).counts).toMatchObject({
      'measurement removed': 2,
      'image_feature removed': 2,
    });
    expect(askSqlite(file, 'SELECT measurement_id FROM measurement WHERE measurement_id = 900')).toHaveLength(
      1,
    );
    await harvest('4.5');
  });

  test('ids that are not ours: refused, the file as it was', async () => {
    const file = join(folder, 'taken.db');
    const other = new Database(file);
    other.exec(
      `${HARVEST_TABLES.find(({ name }) => name === 'measurement')?.create}; INSERT INTO measurement (measurement_id, person_id, measurement_concept_id, measurement_date, measurement_type_concept_id) VALUES (1, 7, 0, '2020-01-01', 32817)`,
    );
    other.close();
    const { diagnostics } = await counts(file);
    expect(diagnostics).toMatchObject([
      {
        code: 'harvest-id-taken',
        severity: 'error',
        at: { file },
        found: '1',
        fix: expect.stringContaining('--id-base'),
      },
    ]);
    expect(askSqlite(file, "SELECT name FROM sqlite_master WHERE type = 'table'")).toEqual([
      { name: 'measurement' },
    ]);
  });

  test('a vocabulary of another release, and persons that are not there: refused', async () => {
    const file = join(folder, 'empty.db');
    const other = new Database(file);
    other.exec(
      'CREATE TABLE concept (concept_id integer PRIMARY KEY); CREATE TABLE person (person_id integer PRIMARY KEY)',
    );
    other.close();
    const { diagnostics } = await counts(file);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'harvest-person-missing',
      'harvest-concept-missing',
    ]);
    expect(diagnostics[1]).toMatchObject({ fix: expect.stringContaining('dicom-omop load') });
  });

  test('a table that a copy cut, at a line end too, is refused', () => {
    const file = join(omop(), 'MEASUREMENT.csv');
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`);
    const refused = run(folder, 'harvest', 'load', 'omop', '--to', 'sqlite:cut.db');
    writeFileSync(file, whole);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/MEASUREMENT\.csv is cut: \d+ bytes of the \d+ that manifest\.json names/);
    expect(existsSync(join(folder, 'cut.db'))).toBe(false);
  });

  test('the command says what it did, and what is no target', () => {
    const loaded = run(folder, 'harvest', 'load', 'omop', '--to', 'sqlite:command.db', '--json');
    expect(JSON.parse(loaded.out)).toMatchObject({ 'measurement added': 4 });
    expect(run(folder, 'harvest', 'load', 'omop', '--to', 'mongodb:x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no target'),
    });
    expect(run(folder, 'harvest', 'load', 'nowhere', '--to', 'sqlite:x.db')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not there'),
    });
  });
});

const binaries = findPostgresql();
const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined)
  test.todo('no PostgreSQL here (initdb, pg_ctl, psql): the load is not tested against one');

describeWithServer('a harvest into PostgreSQL', () => {
  let server: PostgresqlServer;
  const query = (sql: string) => server.query('site', `SET search_path TO cdm; ${sql}`);

  beforeAll(() => {
    server = startPostgresql(binaries ?? '');
    server.createDatabase('site');
    server.query('site', 'CREATE SCHEMA cdm');
    const keys = (table: string, columns: readonly (readonly [string, string])[]) =>
      columns
        .map(
          ([column, target]) =>
            `ALTER TABLE ${table} ADD FOREIGN KEY (${column}) REFERENCES ${target} (${target}_id);`,
        )
        .join('\n');
    const concepts = (...names: string[]) => names.map((name) => [name, 'concept'] as const);
    writeFileSync(
      join(folder, 'cdm.sql'),
      `\\set ON_ERROR_STOP on
SET search_path TO cdm;
CREATE TABLE concept (concept_id integer PRIMARY KEY, concept_code varchar(50), vocabulary_id varchar(20), domain_id varchar(20));
CREATE TABLE person (person_id integer PRIMARY KEY);
CREATE TABLE visit_occurrence (visit_occurrence_id integer PRIMARY KEY, person_id integer, visit_concept_id integer, visit_start_date date, visit_end_date date);
${HARVEST_TABLES.map(({ create }) => `${create};`).join('\n')}
${keys('procedure_occurrence', [['person_id', 'person'], ['visit_occurrence_id', 'visit_occurrence'], ...concepts('procedure_concept_id', 'procedure_type_concept_id', 'modifier_concept_id', 'procedure_source_concept_id')])}
${keys('image_occurrence', [['person_id', 'person'], ['procedure_occurrence_id', 'procedure_occurrence'], ['visit_occurrence_id', 'visit_occurrence'], ...concepts('anatomic_site_concept_id', 'modality_concept_id')])}
${keys('measurement', [['person_id', 'person'], ['visit_occurrence_id', 'visit_occurrence'], ...concepts('measurement_concept_id', 'measurement_type_concept_id', 'operator_concept_id', 'value_as_concept_id', 'unit_concept_id', 'measurement_source_concept_id', 'unit_source_concept_id', 'meas_event_field_concept_id')])}
${keys('image_feature', [['person_id', 'person'], ['image_occurrence_id', 'image_occurrence'], ...concepts('image_feature_event_field_concept_id', 'image_feature_concept_id', 'image_feature_type_concept_id', 'image_finding_concept_id', 'anatomic_site_concept_id')])}
INSERT INTO person VALUES (7);
INSERT INTO concept VALUES (0, 'none'), (4300757, 'CT'), (32817, 'EHR'), (1147330, 'measurement'), (1147082, 'procedure'), (9593, 'ms');
\\copy concept (concept_id, concept_code) FROM PROGRAM 'cut -f1,7 ${join(release, 'CONCEPT.csv')} | tail -n +2' WITH (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\b')
`,
    );
    const { status, err } = server.run('site', join(folder, 'cdm.sql'), folder);
    if (status !== 0) throw new Error(err);
  });
  afterAll(() => server?.stop());

  const url = () => `postgresql://postgres@localhost/site?host=${encodeURIComponent(socketOf())}&schema=cdm`;
  const socketOf = () => query('SHOW unix_socket_directories')[0] ?? '';

  test('keeps every foreign key; a second time nothing changes', () => {
    const first = run(folder, 'harvest', 'load', 'omop', '--to', url(), '--json');
    expect([first.err, first.code]).toEqual(['', 0]);
    expect(JSON.parse(first.out)).toMatchObject({
      'image_occurrence added': 2,
      'measurement added': 4,
      'image_feature added': 4,
      'procedure_occurrence added': 2,
    });
    const second = JSON.parse(run(folder, 'harvest', 'load', 'omop', '--to', url(), '--json').out) as Record<
      string,
      number
    >;
    expect(Object.values(second).every((rows) => rows === 0)).toBe(true);
    expect(
      query(
        `SELECT c.concept_code, m.value_as_number FROM image_occurrence o JOIN image_feature f USING (image_occurrence_id)
         JOIN measurement m ON m.measurement_id = f.image_feature_event_id JOIN concept c ON c.concept_id = m.measurement_concept_id
         WHERE m.value_as_number IS NOT NULL ORDER BY 1`,
      ),
    ).toEqual(['00180081|4.5', '00180081|4.5']);
    expect(readFileSync(join(omop(), 'IMAGE_OCCURRENCE.csv'), 'utf8')).toContain(
      'https://pacs.example/studies/2.25.',
    );
  });

  test('--cdm: a harvest from scratch takes ids after those that are there, and no procedure of the load', () => {
    writeFileSync(join(folder, 'persons.csv'), 'patient_id,person_id\nP1,7\n');
    const map = (persons: string) =>
      run(
        folder,
        ...['harvest', 'map', 'headers', '--release', release, '--persons', persons, '--out', 'again'],
        ...['--crosswalk', 'fresh', '--cdm', url()],
      );
    expect(map('persons.csv').code).toBe(0);
    const [first] = readTable(folder, 'IMAGE_OCCURRENCE.csv', 'again');
    expect(first).toMatchObject({ image_occurrence_id: '3', procedure_occurrence_id: '3' });
    writeFileSync(join(folder, 'other.csv'), 'patient_id,person_id\nP1,8\n');
    const refused = map('other.csv');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/site-id-absent at .*other.csv:2/),
    ]);
  });

  test('the script does the same in psql, and is refused where the load is', () => {
    server.createDatabase('scripted');
    expect(run(folder, 'harvest', 'load', 'omop', '--to', 'postgresql', '--schema', 'public').code).toBe(0);
    const load = () => server.run('scripted', 'load-harvest-postgresql.sql', omop());
    expect([load().status, load().status]).toEqual([0, 0]);
    expect(server.query('scripted', 'SELECT count(*) FROM measurement')).toEqual(['4']);
    server.query('scripted', 'CREATE TABLE person (person_id integer PRIMARY KEY)');
    const refused = load();
    expect([refused.status, refused.err]).toEqual([3, expect.stringContaining('harvest-person-missing')]);
    expect(refused.err).toContain('HINT:  load PERSON first');
    expect(run(folder, 'harvest', 'load', 'omop', '--to', 'postgresql', '--schema', 'a b')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no name of a schema'),
    });
  });

  test('a person that is not there: refused, nothing changed', () => {
    query('CREATE SCHEMA other');
    query('CREATE TABLE other.person (person_id integer PRIMARY KEY)');
    const { code, err } = run(
      folder,
      'harvest',
      'load',
      'omop',
      '--to',
      url().replace('schema=cdm', 'schema=other'),
    );
    expect(code).toBe(1);
    expect(err).toContain('harvest-person-missing');
    expect(query("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'other'")).toEqual([
      '1',
    ]);
  });
});
