/** A harvest into a DuckDB file, by the command and by its script. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadHarvestIntoSqlite } from '../../src/load/harvest-sqlite.js';
import { HARVEST_TABLES } from '../../src/load/harvest-tables.js';
import { run } from '../support/command-line.js';
import { findDuckdb } from '../support/duckdb.js';
import { mapIn, publishMini } from '../support/harvest.js';
import { mapEcho } from '../support/small-harvest.js';
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

describe('a harvest into DuckDB', () => {
  const duckdb = findDuckdb();
  const ask = (file: string, sql: string, directory = folder) => {
    const { status, out, err } = duckdb?.(join(folder, file), sql, directory) ?? {
      status: 1,
      out: '',
      err: '',
    };
    return status === 0 ? out.trim() : err;
  };
  const load = (file: string, ...more: readonly string[]) =>
    run(folder, 'harvest', 'load', 'omop', '--to', `duckdb:${file}`, '--json', ...more);
  const changed = (loaded: { readonly out: string }) =>
    Object.entries(JSON.parse(loaded.out) as Record<string, number>).filter(([, rows]) => rows > 0);

  test('adds, changes nothing the second time, keeps decimals, prunes only when asked', async () => {
    await harvest('4.12345');
    expect(changed(load('cdm.duckdb'))).toContainEqual(['measurement added', 4]);
    expect(changed(load('cdm.duckdb'))).toEqual([]);
    expect(ask('cdm.duckdb', 'SELECT max(value_as_number) FROM measurement')).toBe('["4.12345"]');
    await harvest('5.5');
    expect(changed(load('cdm.duckdb', '--prune')).map(([name]) => name)).toContain('measurement removed');
    await harvest('4.5');
  });

  test('ids that are not ours: refused, the file as it was', () => {
    ask('taken.duckdb', 'CREATE TABLE measurement AS SELECT 1 AS measurement_id');
    expect(load('taken.duckdb')).toMatchObject({
      code: 2,
      err: expect.stringContaining('the file is as it was'),
    });
    const columns = HARVEST_TABLES.find(({ name }) => name === 'measurement')?.create ?? '';
    ask(
      'own.duckdb',
      `${columns}; INSERT INTO measurement (measurement_id, person_id, measurement_concept_id, measurement_date, measurement_type_concept_id) VALUES (1, 7, 0, '2020-01-01', 32817)`,
    );
    expect(load('own.duckdb')).toMatchObject({ code: 1, err: expect.stringContaining('harvest-id-taken') });
    expect(ask('own.duckdb', 'SELECT count(*) FROM measurement')).toBe('["1"]');
  });

  test('tables with commas and quotes are loaded as those with tabs, by a script too', async () => {
    await mapIn(folder, release, { settings: { wadors: 'https://pacs.example', csv: 'rfc4180' } });
    expect(changed(load('commas.duckdb'))).toContainEqual(['measurement added', 4]);
    const sqlite = await loadHarvestIntoSqlite(join(folder, 'commas.db'), {
      folder: omop(),
      tables: HARVEST_TABLES,
      prune: false,
    });
    expect(sqlite.value).toContainEqual({ name: 'measurement added', rows: 4 });
    run(folder, 'harvest', 'load', 'omop', '--to', 'postgresql');
    expect(readFileSync(join(omop(), 'load-harvest-postgresql.sql'), 'utf8')).toContain(
      "FROM 'MEASUREMENT.csv' WITH (FORMAT csv, HEADER true, NULL '', ENCODING 'UTF8')",
    );
    run(folder, 'harvest', 'load', 'omop', '--to', 'duckdb');
    const script = readFileSync(join(omop(), 'load-harvest-duckdb.sql'), 'utf8');
    ask('quoted.duckdb', 'CREATE TABLE person AS SELECT 7 AS person_id');
    ask(
      'quoted.duckdb',
      `CREATE TABLE concept AS SELECT concept_id FROM read_csv('${join(release, 'CONCEPT.csv')}', delim = '\\t', quote = '')`,
    );
    ask('quoted.duckdb', script, omop());
    expect(ask('quoted.duckdb', 'SELECT count(*) FROM image_feature')).toBe('["4"]');
    await harvest('4.5');
  });

  test('the script does the same, and stops where the load would', () => {
    expect(run(folder, 'harvest', 'load', 'omop', '--to', 'duckdb').out).toContain('load-harvest-duckdb.sql');
    const script = readFileSync(join(omop(), 'load-harvest-duckdb.sql'), 'utf8');
    const ours = 'CREATE TABLE person AS SELECT 7 AS person_id; CREATE TABLE concept (concept_id integer)';
    expect(ask('script.duckdb', `${ours}; ${script}`, omop())).toContain('harvest-concept-missing');
    expect(ask('script.duckdb', 'SELECT count(*) FROM information_schema.tables')).toBe('["2"]');
    ask(
      'script.duckdb',
      `INSERT INTO concept SELECT concept_id FROM read_csv('${join(release, 'CONCEPT.csv')}', delim = '\t', quote = '')`,
    );
    // A second time, the temporary tables of the first are there.
    ask('script.duckdb', `${script}${script}`, omop());
    expect(
      ask('script.duckdb', 'SELECT count(*), (SELECT count(*) FROM image_feature) FROM measurement'),
    ).toBe('["4","4"]');
  });
});
