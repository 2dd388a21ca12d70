/** `harvest lookup`: text and Parquet of the same rows, and the join as each engine runs it. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openEngine } from '../../../src/harvest/engine.js';
import { run } from '../../support/command-line.js';
import { publishMini } from '../../support/harvest.js';
import { codeOf, elementOf, writeHeaderTables } from '../../support/header-tables.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../../support/postgresql-server.js';
import { useFolders } from '../../support/standard-document.js';
import { readRecords } from '../../support/table-text.js';

const newFolder = useFolders();
let folder = '';
let release = '';
let rows: Readonly<Record<string, number>> = {};
const lookup = (...more: readonly string[]) => run(folder, 'harvest', 'lookup', '--out', 'lookup', ...more);

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  rows = JSON.parse(lookup('--release', release, '--json').out);
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [],
    elements: [
      elementOf('00180081', 'DS', '4.5'),
      elementOf('00185100', 'CS', 'hfs '),
      elementOf('00080060', 'CS', 'CT'),
      elementOf('00099999', 'UN', 'x'),
      codeOf('00540300', '109022', 'DCM', 'End diastole'),
    ],
  });
});

/** Element -> attribute, value and unit, as the join gives them. */
const JOINED = [
  ['00080060', 'CT', true, true, null],
  ['00099999', 'x', false, false, null],
  ['00180081', '4.5', true, false, 'ms'],
  ['00185100', 'hfs ', true, true, null],
  ['00540300', null, true, true, null],
];
const QUESTION =
  'SELECT path, value, attribute_concept_id IS NOT NULL AS a, value_as_concept_id IS NOT NULL AS v, unit FROM element_concept ORDER BY path';

describe('harvest lookup', () => {
  test('every table as text and as Parquet, with the same rows', async () => {
    expect(rows).toMatchObject({ attributes: expect.any(Number), values: expect.any(Number) });
    mkdirSync(join(folder, 'work'));
    const engine = await openEngine({ folder: join(folder, 'work'), threads: 1, memory: 300 });
    for (const [name, n] of Object.entries(rows)) {
      const file = join(folder, 'lookup', name);
      expect(n).toBeGreaterThan(0);
      expect(readFileSync(`${file}.tsv`, 'utf8').trimEnd().split('\n')).toHaveLength(n + 1);
      const [parquet] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM '${file}.parquet'`);
      expect([name, parquet?.n]).toEqual([name, n]);
    }
    engine.close();
    const echo = readRecords(join(folder, 'lookup', 'attributes.tsv')).find(
      ({ attribute }) => attribute === '00180081',
    );
    expect(echo).toMatchObject({
      keyword: 'EchoTime',
      unit: 'ms',
      core_use: 'feature',
      variation: 'range',
      several_values: 'split',
    });
  });

  test('the join in DuckDB: attribute, value, code and unit of each element', async () => {
    mkdirSync(join(folder, 'join'));
    const engine = await openEngine({ folder: join(folder, 'join'), threads: 1, memory: 300 });
    await engine.run(`CREATE VIEW elements AS SELECT * FROM '${join(folder, 'headers/elements/*.parquet')}'`);
    await engine.run(`SET file_search_path = '${join(folder, 'lookup')}'`);
    await engine.run(readFileSync(join(folder, 'lookup', 'join-duckdb.sql'), 'utf8'));
    const found = await engine.rows<Record<string, unknown>>(QUESTION);
    engine.close();
    expect(found.map((row) => Object.values(row))).toEqual(JOINED);
  });

  test('the same bytes a second time; a folder that is no release, one that is not ours', () => {
    const before = readFileSync(join(folder, 'lookup', 'values.parquet'));
    expect(lookup('--release', release).code).toBe(0);
    expect(readFileSync(join(folder, 'lookup', 'values.parquet')).equals(before)).toBe(true);
    expect(lookup('--release', 'headers')).toMatchObject({
      code: 2,
      err: expect.stringContaining('dicom-omop build'),
    });
    expect(lookup('--release', 'nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere'),
    });
  });
});

const binaries = findPostgresql();
const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined) test.todo('no PostgreSQL here (initdb, pg_ctl, psql): the join is not run there');

describeWithServer('the join in PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(() => {
    server = startPostgresql(binaries ?? '');
  });
  afterAll(() => server.stop());

  test('gives the same', () => {
    server.createDatabase('site');
    server.query(
      'site',
      `CREATE TABLE elements (series_instance_uid text, sop_instance_uid text, frame integer, path text, tag text, vr text, value_index integer, value text, code_value text, code_scheme text);
       INSERT INTO elements (path, tag, vr, value, code_value, code_scheme) VALUES ('00180081', '00180081', 'DS', '4.5', NULL, NULL), ('00185100', '00185100', 'CS', 'hfs ', NULL, NULL),
         ('00080060', '00080060', 'CS', 'CT', NULL, NULL), ('00099999', '00099999', 'UN', 'x', NULL, NULL), ('00540300', '00540300', 'SQ', NULL, '109022', 'DCM')`,
    );
    const { status, err } = server.run('site', 'join-postgresql.sql', join(folder, 'lookup'));
    expect([err, status]).toEqual(['', 0]);
    const cell = (value: unknown) =>
      value === null ? 'NULL' : typeof value === 'boolean' ? (value ? 't' : 'f') : value;
    expect(server.query('site', QUESTION)).toEqual(JOINED.map((row) => row.map(cell).join('|')));
  });
});
