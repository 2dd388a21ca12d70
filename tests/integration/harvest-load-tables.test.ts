/** Columns and tables that only some harvests have, into databases that have them and that have not. */
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadHarvestIntoSqlite } from '../../src/load/harvest-sqlite.js';
import { HARVEST_TABLES } from '../../src/load/harvest-tables.js';
import { mapIn, publishMini, readTable } from '../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../support/header-tables.js';
import { askSqlite } from '../support/sqlite-file.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
let folder = '';
let release = '';

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  const study = '1.2.3.0';
  const procedures = `study_instance_uid,procedure_occurrence_id\n${study},5001\n${study},5002\n`;
  await writeHeaderTables(join(folder, 'headers'), {
    instances: ['P1', 'P9'].map((patient, at) =>
      instanceOf(`1.2.${at + 3}.1`, {
        patient_key: patient,
        series_instance_uid: `1.2.${at + 3}`,
        study_instance_uid: `1.2.${at + 3}.0`,
      }),
    ),
    elements: ['1.2.3', '1.2.4'].flatMap((uid) => [
      elementOf('00080021', 'DA', '20200102', { series_instance_uid: uid }),
      elementOf('00101010', 'AS', '040Y', { series_instance_uid: uid }),
      elementOf('00185100', 'CS', 'HFS', { series_instance_uid: uid }),
    ]),
  });
  const settings = { makePersons: true };
  await mapIn(folder, release, { settings, site: { procedures }, out: 'made' });
  await mapIn(folder, release, { out: 'plain' });
  await mapIn(folder, release, { settings: { cdmVersion: '5.5' }, out: 'later' });
});

test('value_source_concept_id of CDM v5.5: into a target that has it or gets its tables here; refused by one of v5.4', async () => {
  const load = (file: string) =>
    loadHarvestIntoSqlite(file, { folder: join(folder, 'later'), tables: HARVEST_TABLES, prune: false });
  const expected = readTable(folder, 'MEASUREMENT.csv', 'later').map(
    ({ measurement_id, value_source_concept_id: id }) => ({
      measurement_id: Number(measurement_id),
      value_source_concept_id: id === '' ? null : Number(id),
    }),
  );
  expect(expected.filter((row) => row.value_source_concept_id !== null)).toHaveLength(1);
  const file = join(folder, 'later.db');
  expect((await load(file)).diagnostics).toEqual([]);
  const stored = 'SELECT measurement_id, value_source_concept_id FROM measurement ORDER BY measurement_id';
  expect(askSqlite(file, stored)).toEqual(expected);
  const again = (await load(file)).value ?? [];
  expect(again.every(({ rows }) => rows === 0)).toBe(true);

  const old = join(folder, 'old.db');
  await loadHarvestIntoSqlite(old, { folder: join(folder, 'plain'), tables: HARVEST_TABLES, prune: false });
  const { value, diagnostics } = await load(old);
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([
    {
      code: 'harvest-column-missing',
      at: { file: old },
      found: 'measurement',
      fix: expect.stringContaining('ALTER TABLE measurement ADD COLUMN value_source_concept_id integer'),
    },
    { code: 'harvest-column-missing', found: 'observation' },
  ]);
  const mended = new Database(old);
  for (const name of ['measurement', 'observation'])
    mended.exec(`ALTER TABLE ${name} ADD COLUMN value_source_concept_id integer`);
  mended.close();
  expect((await load(old)).diagnostics).toEqual([]);
  expect(askSqlite(old, stored)).toEqual(expected);
});

test('persons that were made come first, and facts of several procedures; none of them twice', async () => {
  const file = join(folder, 'made.db');
  const other = new Database(file);
  other.exec('CREATE TABLE person (person_id integer PRIMARY KEY); INSERT INTO person VALUES (7)');
  for (const column of Object.keys(readTable(folder, 'PERSON.csv', 'made')[0] ?? {}).slice(1))
    other.exec(`ALTER TABLE person ADD COLUMN ${column} integer`);
  other.close();
  const load = async () =>
    (
      await loadHarvestIntoSqlite(file, {
        folder: join(folder, 'made'),
        tables: HARVEST_TABLES,
        prune: false,
      })
    ).value ?? [];
  const first = Object.fromEntries((await load()).map(({ name, rows }) => [name, rows]));
  expect(first).toMatchObject({ 'person added': 1, 'fact_relationship added': 2 });
  expect((await load()).every(({ rows }) => rows === 0)).toBe(true);
  expect(askSqlite(file, 'SELECT person_id, year_of_birth FROM person ORDER BY person_id')).toEqual([
    { person_id: 7, year_of_birth: null },
    { person_id: 9, year_of_birth: 1980 },
  ]);
});

test('ids that a harvest with another crosswalk brought are not ours: refused, and nothing is overwritten', async () => {
  const file = join(folder, 'two.db');
  const load = (out: string) =>
    loadHarvestIntoSqlite(file, { folder: join(folder, out), tables: HARVEST_TABLES, prune: false });
  expect((await load('plain')).diagnostics).toEqual([]);
  await mapIn(folder, release, {
    site: { persons: 'patient_id,person_id\nP9,7\n' },
    out: 'foreign',
    request: { site: join(folder, 'other-site') },
  });
  const stored = askSqlite(file, 'SELECT * FROM image_occurrence');
  const { value, diagnostics } = await load('foreign');
  expect(value).toBeUndefined();
  expect(diagnostics[0]).toMatchObject({
    code: 'harvest-id-taken',
    found: '1',
    fix: expect.stringContaining('--id-base'),
  });
  expect(askSqlite(file, 'SELECT * FROM image_occurrence')).toEqual(stored);
  expect((await load('plain')).value?.every(({ rows }) => rows === 0)).toBe(true);
});

test('ranges of an older version say of no crosswalk: they are of every one', async () => {
  const file = join(folder, 'older.db');
  const load = () =>
    loadHarvestIntoSqlite(file, { folder: join(folder, 'plain'), tables: HARVEST_TABLES, prune: false });
  await load();
  const older = new Database(file);
  older.exec('ALTER TABLE harvest_run DROP COLUMN crosswalk');
  older.close();
  expect((await load()).diagnostics).toEqual([]);
  expect(askSqlite(file, 'SELECT count(*) AS n FROM image_occurrence')).toEqual([{ n: 1 }]);
});
