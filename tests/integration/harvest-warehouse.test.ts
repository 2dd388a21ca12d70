/**
 * A harvest as scripts for databases that are not here: parsed by sqlglot where it is there; the statements that they share run in DuckDB, which knows MERGE too.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readHarvestManifest } from '../../src/harvest/harvest-manifest.js';
import { findHarvestCrosswalk } from '../../src/load/harvest-crosswalk.js';
import { HARVEST_TABLES } from '../../src/load/harvest-tables.js';
import { formatHarvestWarehouse } from '../../src/load/harvest-warehouse.js';
import {
  quote,
  WAREHOUSES,
  type Warehouse,
  type WarehouseDialect,
} from '../../src/load/warehouse-dialects.js';
import { run } from '../support/command-line.js';
import { findDuckdb } from '../support/duckdb.js';
import { mapIn, publishMini } from '../support/harvest.js';
import { mapEcho } from '../support/small-harvest.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
const python = process.env.DICOM_OMOP_PYTHON ?? 'python3';
const hasParser = spawnSync(python, ['-c', 'import sqlglot']).status === 0;
if (!hasParser) test.todo('no sqlglot here: the scripts of other databases are not parsed');
let folder = '';
let release = '';
const omop = () => join(folder, 'omop');

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  await mapEcho(folder, release, '4.5');
});

const PARSERS: Readonly<Record<Warehouse, string>> = {
  sqlserver: 'tsql',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
  databricks: 'databricks',
};
const PROGRAM = (dialect: string) => `
import sys, sqlglot
from sqlglot import exp
print(chr(10).join(s.sql()[:60] for s in sqlglot.parse(sys.stdin.read(), read='${dialect}') if isinstance(s, exp.Command)))
`;

describe.each(Object.keys(WAREHOUSES) as Warehouse[])('harvest load --to %s', (warehouse) => {
  const write = (...more: readonly string[]) => {
    const { code, out } = run(
      folder,
      'harvest',
      'load',
      'omop',
      '--to',
      warehouse,
      '--schema',
      'omop',
      ...more,
    );
    return { code, out, script: readFileSync(join(omop(), `load-harvest-${warehouse}.sql`), 'utf8') };
  };

  test('makes the tables, reads every file, counts its rows, refuses before it changes, and says that it was only parsed', () => {
    const { code, out, script } = write();
    expect({ code, out }).toEqual({
      code: 0,
      out: `load-harvest-${warehouse}.sql in ${omop()}; next: read the head of it\n`,
    });
    for (const { name, file } of HARVEST_TABLES) {
      expect(script).toContain(`/${file}`);
      expect(script).toMatch(new RegExp(`CREATE TABLE (IF NOT EXISTS )?omop\\.${name} `));
      expect(script).toContain(`MERGE INTO omop.${name} AS t`);
      expect(script).toContain(`harvest-file-incomplete: ${file}`);
    }
    for (const code of ['harvest-id-taken', 'harvest-person-missing', 'harvest-concept-missing'])
      expect(script.indexOf(code)).toBeLessThan(script.indexOf('MERGE INTO'));
    expect(script).toContain('has been parsed, not run');
    expect(script).not.toContain('deleted.tsv');
    expect(write('--prune').script).toContain('/deleted.tsv');
  });

  test('knows of commas and quotes', async () => {
    await mapIn(folder, release, { settings: { csv: 'rfc4180' }, out: 'commas' });
    run(folder, 'harvest', 'load', 'commas', '--to', warehouse);
    const script = readFileSync(join(folder, 'commas', `load-harvest-${warehouse}.sql`), 'utf8');
    expect(script).not.toBe(write().script);
    expect(script).toMatch(/FIELDTERMINATOR = ','|field_delimiter = ','|FIELD_DELIMITER = ','|sep => ','/);
  });

  (hasParser ? test : test.skip)('is understood by a parser of that database', () => {
    const text = write('--prune').script.replace(
      /^(?:BULK INSERT|IF EXISTS [\s\S]*? THROW|LOAD DATA|COPY INTO|ASSERT) [\s\S]*?;$/gm,
      '',
    );
    const { status, stdout, stderr } = spawnSync(python, ['-c', PROGRAM(PARSERS[warehouse])], {
      input: text,
      encoding: 'utf8',
    });
    expect({ status, stderr, unread: stdout.trim() }).toEqual({ status: 0, stderr: '', unread: '' });
  });
});

/** The wording of DuckDB, for the statements that all of them share. */
const DUCKDB: WarehouseDialect = {
  title: 'DuckDB',
  usage: () => [],
  begin: ['BEGIN TRANSACTION;'],
  commit: ['COMMIT;'],
  stage: (table) => `stage_${table}`,
  read: ({ stage, file, columns }) => [
    `CREATE OR REPLACE TEMP TABLE ${stage} AS SELECT ${columns.join(', ')} FROM read_csv('${file}', delim = '\\t', header = true, quote = '', nullstr = '', all_varchar = true);`,
  ],
  drop: (stage) => [`DROP TABLE ${stage};`],
  integer: 'integer',
  types: {
    integer: 'integer',
    bigint: 'bigint',
    numeric: 'double',
    date: 'date',
    timestamp: 'timestamp',
    text: 'varchar',
  },
  hasWidth: true,
  create: (table, columns) => `CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')});`,
  date: (text) => `CAST(${text} AS date)`,
  refuse: (query, message) =>
    `SELECT CASE WHEN count(*) > 0 THEN error(${quote(message)}) END AS refused FROM (${query}) f;`,
};

const duckdb = findDuckdb();
if (duckdb === undefined) test.todo('no DuckDB here: the statements of the scripts are not run');
(duckdb === undefined ? describe.skip : describe)('what the scripts share, in DuckDB', () => {
  let file = '';
  const ask = (sql: string) => {
    const { status, out, err } = duckdb?.(file, sql, omop()) ?? { status: 1, out: '', err: '' };
    return status === 0 ? out.trim() : err;
  };
  const script = (prune = false) => {
    const counts = readHarvestManifest(omop()).counts;
    return formatHarvestWarehouse(
      'sqlserver',
      {
        schema: 'cdm',
        prune,
        delimiterOf: () => '\t',
        tables: HARVEST_TABLES,
        crosswalk: findHarvestCrosswalk(omop()),
        countOf: (name) => (typeof counts[name] === 'number' ? counts[name] : undefined),
      },
      DUCKDB,
    );
  };
  const numbers = () =>
    ask(
      "SELECT string_agg(value_as_number || '', ' ' ORDER BY measurement_id) FROM cdm.measurement WHERE value_as_number IS NOT NULL",
    );

  beforeAll(() => {
    file = join(folder, 'warehouse.duckdb');
    ask(
      `CREATE SCHEMA cdm; CREATE TABLE cdm.person AS SELECT 7 AS person_id; CREATE TABLE cdm.concept AS SELECT concept_id FROM read_csv('${join(release, 'CONCEPT.csv')}', delim = '\\t', quote = '')`,
    );
  });

  test('adds, changes nothing the second time, prunes when asked', async () => {
    for (const _time of [1, 2]) {
      ask(script());
      expect(ask('SELECT count(*) FROM cdm.measurement')).toBe('["4"]');
      expect(ask('SELECT count(*) FROM cdm.image_feature')).toBe('["4"]');
      expect(ask('SELECT count(*) FROM cdm.harvest_run WHERE crosswalk IS NOT NULL')).toBe('["4"]');
      expect(numbers()).toBe('["4.5 4.5"]');
    }
    await mapEcho(folder, release, '5.5');
    ask(script());
    expect(numbers()).toBe('["4.5 4.5 5.5 5.5"]');
    ask(script(true));
    expect(numbers()).toBe('["5.5 5.5"]');
    expect(ask('SELECT count(*) FROM cdm.image_feature')).toBe('["4"]');
  });

  test('a row that was changed there is written again', () => {
    ask('UPDATE cdm.measurement SET value_source_value = NULL, person_id = 8');
    ask(script());
    expect(
      ask('SELECT count(*) FROM cdm.measurement WHERE person_id = 7 AND value_source_value IS NOT NULL'),
    ).toBe('["4"]');
  });

  test('refuses ids of others, persons and concepts that are not there, files that are not whole', () => {
    ask(
      'DELETE FROM cdm.harvest_run; INSERT INTO cdm.harvest_run SELECT table_name, 1, 1000, $$other$$ FROM (VALUES ($$measurement$$)) t (table_name)',
    );
    expect(ask(script())).toContain('harvest-id-taken: ids of procedure_occurrence');
    ask(
      'DELETE FROM cdm.harvest_run; DELETE FROM cdm.measurement; DELETE FROM cdm.image_feature; DELETE FROM cdm.image_occurrence; DELETE FROM cdm.procedure_occurrence; UPDATE cdm.person SET person_id = 9',
    );
    expect(ask(script())).toContain('harvest-person-missing');
    ask(
      'UPDATE cdm.person SET person_id = 7; ALTER TABLE cdm.concept RENAME TO kept; CREATE TABLE cdm.concept AS SELECT * FROM cdm.kept LIMIT 0',
    );
    expect(ask(script())).toContain('harvest-concept-missing');
    ask('DROP TABLE cdm.concept; ALTER TABLE cdm.kept RENAME TO concept');
    const text = readFileSync(join(omop(), 'MEASUREMENT.csv'), 'utf8');
    writeFileSync(join(omop(), 'MEASUREMENT.csv'), text.split('\n').slice(0, -2).join('\n'));
    expect(ask(script())).toContain('harvest-file-incomplete: MEASUREMENT.csv');
    writeFileSync(join(omop(), 'MEASUREMENT.csv'), text);
    expect(ask('SELECT count(*) FROM cdm.measurement')).toBe('["0"]');
    ask(script());
    expect(ask('SELECT count(*) FROM cdm.measurement')).toBe('["4"]');
  });
});
