import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { formatCdmTables } from '../../src/load/cdm-tables.js';
import { formatDuckdbLoad } from '../../src/load/duckdb-script.js';
import type { Release } from '../../src/model/omop.js';
import { findDuckdb } from '../support/duckdb.js';
import { buildMini, idOf, mapModalities, nextRelease, writeRelease } from '../support/mini-release.js';
import { releaseOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const run = findDuckdb();
const newFolder = useFolders();

test('the script states its transaction, reads without quoting and compares counts', () => {
  const script = formatDuckdbLoad(releaseOf(), { published: '20240915' });
  expect(script.indexOf('BEGIN TRANSACTION')).toBeLessThan(script.indexOf('read_csv'));
  expect(script.trimEnd().endsWith('COMMIT;')).toBe(true);
  expect(script).toContain("quote = ''");
  expect(script).toContain("nullstr = ''");
  expect(script).toContain('HAVING count(*) <> 5');
  expect(script).toContain("DATE '2024-09-14'");
  expect(script).not.toContain('FOREIGN KEY');
});

const describeWithDuckdb = run === undefined ? describe.skip : describe;
if (run === undefined)
  test.todo('no DuckDB here (duckdb, or @duckdb/node-api): the load is not tested against one');

describeWithDuckdb('load-duckdb.sql', () => {
  let folder = '';
  let release: Release;
  let next: Release;
  const execute = (sql: string, directory = folder) => {
    const { status, out, err } = (run as NonNullable<typeof run>)(join(folder, 'cdm.duckdb'), sql, directory);
    if (status !== 0) throw new Error(err || out);
    return out.split('\n').filter((line) => line !== '');
  };
  const load = (name: string) =>
    execute(readFileSync(join(folder, name, 'load-duckdb.sql'), 'utf8'), join(folder, name));
  const count = (table: string, where = 'TRUE') =>
    Number(JSON.parse(execute(`SELECT count(*) AS n FROM ${table} WHERE ${where};`)[0] ?? '[]')[0]);

  beforeAll(async () => {
    folder = await newFolder();
    mkdirSync(folder, { recursive: true });
    release = mapModalities((await buildMini(folder)).assignment.release);
    next = nextRelease(release);
    writeRelease(join(folder, 'first'), release, '20240415');
    writeRelease(join(folder, 'next'), next, '20240915');
  }, 60_000);

  test('a first load adds every row, with NULL where a cell is empty; a second one nothing', () => {
    for (const _time of [1, 2]) {
      load('first');
      expect(count('concept', "vocabulary_id LIKE 'DICOM%'")).toBe(release.concepts.length - 2);
      expect(count('concept_synonym')).toBe(release.synonyms.length);
      expect(count('concept', "invalid_reason = '' OR standard_concept = ''")).toBe(0);
      expect(count('concept_relationship')).toBe(release.relationships.length - 6);
    }
  }, 60_000);

  test('a script for a schema loads into that schema and no other', () => {
    const script = formatDuckdbLoad(release, { published: '20240415', standalone: true, schema: 'vocab' });
    const before = count('main.concept');
    execute(script, join(folder, 'first'));
    expect(count('vocab.concept', "vocabulary_id LIKE 'DICOM%'")).toBe(release.concepts.length - 2);
    expect(count('main.concept')).toBe(before);
  }, 60_000);

  test('a newer release renames, deprecates and adds', () => {
    load('next');
    const rows = execute(
      `SELECT concept_name, valid_end_date, invalid_reason FROM concept WHERE concept_id IN (${idOf(release, 'US')}, ${idOf(release, 'MR')}) ORDER BY concept_id;`,
    );
    expect(rows.map((row) => JSON.parse(row))).toEqual([
      ['Magnetic Resonance, renamed', '2099-12-31', null],
      ['Ultrasound', '2024-09-14', 'D'],
    ]);
  }, 60_000);

  test('an id that is taken is refused, and nothing is loaded', () => {
    writeFileSync(join(folder, 'tables.sql'), formatCdmTables('duckdb'));
    execute(
      `UPDATE concept SET vocabulary_id = 'SNOMED' WHERE concept_code = 'CT' AND vocabulary_id = 'DICOM';`,
    );
    const before = count('concept', 'invalid_reason IS NULL');
    expect(() => load('first')).toThrow(/load-id-taken.*SNOMED CT, not DICOM CT/);
    expect(count('concept', 'invalid_reason IS NULL')).toBe(before);
  }, 60_000);
});
