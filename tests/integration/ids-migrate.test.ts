/** `ids migrate`: stored data from the ids of an old CONCEPT file to those of a release. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { emitOmopTables } from '../../src/release/omop-tables.js';
import { type Run, run } from '../support/command-line.js';
import { CT, FOLLOWER, MODALITY, releaseOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords, tabText } from '../support/table-text.js';

const newFolder = useFolders();
const HEADER = ['concept_id', 'concept_name', 'vocabulary_id', 'concept_code'];
const RAW = 2128000500;
const LOST = 2128000501;

/** The statements of the script in a database without schemas and procedural blocks. */
function applyTo(database: Database.Database, sql: string): void {
  const columns = (table: string) =>
    (database.pragma(`table_info(${table})`) as { readonly name: string }[]).map(({ name }) => name);
  database.exec('BEGIN');
  database.exec(/^CREATE TEMPORARY TABLE.*?(?= ON COMMIT DROP)/m.exec(sql)?.[0] ?? '');
  database.exec(/^INSERT INTO id_migration[^;]*;/m.exec(sql)?.[0] ?? '');
  for (const [update, table = '', column = ''] of sql.matchAll(/UPDATE (\w+) SET (\w+) = .*?;/g)) {
    if (columns(table).includes(column)) database.exec(update);
  }
  database.exec('COMMIT');
}

describe('a site that holds the ids of a predecessor', () => {
  let folder = '';
  let result: Run;

  beforeAll(async () => {
    folder = await newFolder();
    mkdirSync(join(folder, 'release'));
    for (const [name, text] of emitOmopTables(releaseOf()))
      writeFileSync(join(folder, 'release', name), text);
    const rows = [
      HEADER,
      [CT, 'Modality', 'DICOM', '0008,0060'],
      [MODALITY, 'CT', 'DICOM', 'CT'],
      [RAW, 'CT of the second kind', 'DICOM', 'CT2'],
      [LOST, 'Of another table', 'DICOM', 'ZZZZ'],
    ];
    writeFileSync(join(folder, 'OLD.csv'), tabText(rows));
    result = run(folder, 'ids', 'migrate', '--from', 'OLD.csv', '--release', 'release', '--out', 'move');
  });

  test('the table has old id, new id and how the row was told', () => {
    const rows = readRecords(join(folder, 'move', 'id_migration.tsv'));
    expect(rows.map((row) => [row.old_id, row.new_id, row.code, row.how])).toEqual([
      [String(CT), String(MODALITY), '00080060', 'same tag'],
      [String(MODALITY), String(CT), 'CT', 'same code'],
      [String(RAW), String(FOLLOWER), '00080060:CT2', 'value of one attribute only'],
      [String(LOST), '', '', 'unknown code'],
    ]);
  });

  test('a row without a new id is exit code 1', () => {
    expect(result.code).toBe(1);
    expect(result.out).toMatch(/^4 rows\n(?:.*\n)* +1 unknown code\n/);
  });

  test('the script moves every stored id once, also where two are exchanged', () => {
    const database = new Database(':memory:');
    database.exec(
      'CREATE TABLE measurement (id integer, measurement_concept_id integer, value_as_concept_id integer);' +
        'CREATE TABLE note (measurement_concept_id integer)',
    );
    const stored = [
      [1, MODALITY, CT],
      [2, CT, MODALITY],
      [3, RAW, RAW],
      [4, LOST, null],
      [5, 9593, 0],
    ];
    const insert = database.prepare('INSERT INTO measurement VALUES (?, ?, ?)');
    for (const row of stored) insert.run(...row);
    database.prepare('INSERT INTO note VALUES (?)').run(RAW);
    applyTo(database, readFileSync(join(folder, 'move', 'migrate.sql'), 'utf8'));
    expect(database.prepare('SELECT * FROM measurement ORDER BY id').raw().all()).toEqual([
      [1, CT, MODALITY],
      [2, MODALITY, CT],
      [3, FOLLOWER, FOLLOWER],
      [4, LOST, null],
      [5, 9593, 0],
    ]);
    expect(database.prepare('SELECT * FROM note').raw().all()).toEqual([[RAW]]);
    database.close();
  });

  test('from a release to itself nothing moves, and --json says so', () => {
    const from = join('release', 'CONCEPT.csv');
    const { code, out } = run(folder, 'ids', 'migrate', '--from', from, '--release', 'release', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: 4, matched: { 'same code': 4 } });
    expect(readFileSync(join(folder, 'migrate.sql'), 'utf8')).not.toContain('INSERT');
  });
});
