import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { formatCdmTables } from '../../src/load/cdm-tables.js';
import { loadSqlite } from '../../src/load/sqlite.js';
import type { Release } from '../../src/model/omop.js';
import { buildMini, idOf, mapModalities, NEW_ID, nextRelease } from '../support/mini-release.js';
import { readSqlite } from '../support/sqlite-file.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();

describe('a release in a SQLite file', () => {
  let file = '';
  let release: Release;
  let next: Release;

  const read = (sql: string) => readSqlite(file, sql);
  const write = (sql: string) => {
    const database = new Database(file);
    database.exec(sql);
    database.close();
  };
  const count = (table: string, where = 'TRUE') =>
    (read(`SELECT count(*) FROM ${table} WHERE ${where}`)[0] as number[])[0];
  const load = (what: Release, published: string, standalone = false) =>
    loadSqlite(what, file, { published, standalone });

  beforeAll(async () => {
    const folder = await newFolder();
    file = join(folder, 'cdm.sqlite');
    release = mapModalities((await buildMini(folder)).assignment.release);
    next = nextRelease(release);
  }, 60_000);

  test('an empty file is refused without Athena, and stays empty', () => {
    const { value, diagnostics } = load(release, '20240415');
    expect(value).toBeUndefined();
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['load-reference-missing']));
    expect(diagnostics[0]).toMatchObject({ at: { file }, fix: expect.stringContaining('--standalone') });
    expect(read("SELECT name FROM sqlite_master WHERE name = 'concept'")).toEqual([]);
  });

  test('stand-alone, every row is there, NULL where a cell is empty, and every key holds', () => {
    const { value, diagnostics } = load(release, '20240415', true);
    expect(value?.leftOut).toBe(6);
    expect(diagnostics).toMatchObject([
      { code: 'load-links-left-out', at: { file }, fix: expect.stringContaining('load this release again') },
    ]);
    expect(count('concept', "vocabulary_id LIKE 'DICOM%'")).toBe(
      release.concepts.length - release.vocabularies.length,
    );
    expect(count('concept_synonym')).toBe(release.synonyms.length);
    expect(count('concept', "invalid_reason = '' OR standard_concept = ''")).toBe(0);
    expect(
      read("SELECT valid_start_date, valid_end_date, invalid_reason FROM concept WHERE concept_code = 'CT'"),
    ).toEqual([['1993-01-01', '2099-12-31', null]]);
    expect(read('PRAGMA foreign_key_check')).toEqual([]);
    expect(read("SELECT count(*) FROM pragma_foreign_key_list('concept')")).toEqual([[3]]);
  });

  test('a second load changes nothing', () => {
    const counts = load(release, '20240415').value?.counts ?? [];
    expect(counts.filter(({ rows }) => rows > 0)).toEqual([]);
  });

  test('a newer release renames, deprecates and adds', () => {
    load(next, '20240915');
    expect(
      read(
        `SELECT concept_name, valid_end_date, invalid_reason FROM concept WHERE concept_id IN (${idOf(release, 'US')}, ${idOf(release, 'MR')}, ${NEW_ID}) ORDER BY concept_id`,
      ),
    ).toEqual([
      ['Magnetic Resonance, renamed', '2099-12-31', null],
      ['Ultrasound', '2024-09-14', 'D'],
      ['New Modality', '2099-12-31', null],
    ]);
    expect(
      count('concept_relationship', `concept_id_1 = ${idOf(release, 'US')} AND invalid_reason IS NULL`),
    ).toBe(0);
    expect(read('PRAGMA foreign_key_check')).toEqual([]);
  });

  test.each([
    [
      'load-id-taken',
      "UPDATE concept SET vocabulary_id = 'Language' WHERE concept_code = 'CT'",
      'is Language CT, not DICOM CT',
    ],
    [
      'load-code-taken',
      'UPDATE concept SET concept_id = 2000000700 WHERE concept_id = ID',
      'DICOM NEWMOD is 2000000700, not 2128299000',
    ],
  ])('%s: the file stays as it was', (code, sql, found) => {
    write(`PRAGMA foreign_keys = OFF; ${sql.replace('ID', String(NEW_ID))}`);
    const before = read('SELECT * FROM concept ORDER BY 1');
    const { value, diagnostics } = load(next, '20240915');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code, at: { file }, found: expect.stringContaining(found), fix: expect.stringMatching(/\w/) },
    ]);
    expect(read('SELECT * FROM concept ORDER BY 1')).toEqual(before);
    write(
      "PRAGMA foreign_keys = OFF; UPDATE concept SET vocabulary_id = 'DICOM' WHERE concept_code = 'CT'; " +
        `UPDATE concept SET concept_id = ${NEW_ID} WHERE concept_id = 2000000700`,
    );
  });

  test('dates take the form that the target has', () => {
    write(
      "UPDATE concept SET valid_start_date = replace(valid_start_date, '-', ''), valid_end_date = replace(valid_end_date, '-', '')",
    );
    load(next, '20240915');
    expect(
      read(
        "SELECT DISTINCT typeof(valid_start_date), length(valid_start_date) FROM concept WHERE vocabulary_id = 'DICOM'",
      ),
    ).toEqual([['integer', 8]]);
    write('UPDATE concept SET valid_start_date = 0.0');
    load(next, '20240915');
    expect(read("SELECT valid_start_date FROM concept WHERE concept_code = 'NEWMOD'")).toEqual([
      [1726358400],
    ]);
  });

  test('a file that is no database is an environment fault', () => {
    expect(() => loadSqlite(release, '/nowhere/cdm.sqlite', { published: '20240415' })).toThrow(
      /cannot load into/,
    );
  });

  test('tables without keys, as the DDL of OHDSI makes them, get the index that each look-up needs', async () => {
    file = join(await newFolder(), 'ohdsi.sqlite');
    const bare = formatCdmTables('sqlite')
      .replace(/,\n {2}(?:PRIMARY|FOREIGN) KEY [^\n]*?(?=,?\n)/g, '')
      .replace(/^CREATE INDEX.*$/gm, '');
    write(bare);
    expect(read("SELECT count(*) FROM pragma_table_info('concept') WHERE pk > 0")).toEqual([[0]]);
    expect(load(release, '20240415', true).value?.counts.length).toBeGreaterThan(5);
    const plan = read('EXPLAIN QUERY PLAN SELECT 1 FROM concept WHERE concept_id = 1');
    expect(JSON.stringify(plan)).toContain('idx_concept_concept_id');
    expect(load(release, '20240415').value?.counts.filter(({ rows }) => rows > 0)).toEqual([]);
  });
});
