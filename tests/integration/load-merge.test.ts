/**
 * The MERGE form of the load, in a real PostgreSQL, against the load that PostgreSQL has of its own; and the scripts of
 * other databases, parsed by sqlglot where it is there.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeMergeRefusals, makeMergeSteps } from '../../src/load/merge-statements.js';
import { loadPostgresql } from '../../src/load/postgresql.js';
import { parsePostgresqlUrl } from '../../src/load/postgresql-connection.js';
import { WAREHOUSES, type Warehouse } from '../../src/load/warehouse-dialects.js';
import { formatWarehouseLoad } from '../../src/load/warehouse-script.js';
import { CDM_VOCABULARY_TABLES, RELEASE_TABLES } from '../../src/model/cdm-tables.js';
import type { Release } from '../../src/model/omop.js';
import { buildMini, mapModalities, nextRelease, writeRelease } from '../support/mini-release.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { conceptOf, releaseOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const binaries = findPostgresql();
const python = process.env.DICOM_OMOP_PYTHON ?? 'python3';
const hasParser = spawnSync(python, ['-c', 'import sqlglot']).status === 0;
if (binaries === undefined) test.todo('no PostgreSQL here: the MERGE form of the load is not run');
if (!hasParser) test.todo('no sqlglot here: the scripts of other databases are not parsed');

/** The wording of PostgreSQL, which knows MERGE since 15. */
const POSTGRESQL = {
  stage: (table: string) => `stage_${table}`,
  integer: 'integer',
  date: (text: string) => `to_date(${text}, 'YYYYMMDD')`,
};

(binaries === undefined ? describe.skip : describe)('the load as MERGE statements', () => {
  let server: PostgresqlServer;
  let folder = '';
  let first: Release;
  let next: Release;

  const checksum = (database: string) =>
    server.query(
      database,
      `SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM (SELECT c::text AS t FROM concept c
       UNION ALL SELECT r::text FROM concept_relationship r UNION ALL SELECT s::text FROM concept_synonym s
       UNION ALL SELECT v::text FROM vocabulary v UNION ALL SELECT k::text FROM concept_class k) u`,
    );
  const merge = (database: string, name: string) => {
    const copies = RELEASE_TABLES.flatMap((table) => {
      const { file, columns } = CDM_VOCABULARY_TABLES[table];
      return [
        `CREATE TEMP TABLE stage_${table} (${columns.map((column) => `${column.name} text`).join(', ')});`,
        `\\copy stage_${table} FROM '${file}' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b', NULL '')`,
      ];
    });
    const script = join(folder, 'merge.sql');
    const steps = makeMergeSteps(POSTGRESQL, 'public', "DATE '2024-09-14'").map(({ sql }) => `${sql};`);
    writeFileSync(script, ['\\set ON_ERROR_STOP on', ...copies, ...steps].join('\n'));
    const { status, err } = server.run(database, script, join(folder, name));
    expect({ status, err }).toEqual({ status: 0, err: '' });
  };
  const load = (database: string, release: Release) =>
    loadPostgresql(release, parsePostgresqlUrl(server.url(database, 'public')), {
      published: '20240915',
      standalone: true,
      env: {},
    });

  beforeAll(async () => {
    folder = await newFolder();
    first = mapModalities((await buildMini(folder)).assignment.release);
    next = nextRelease(first);
    writeRelease(join(folder, 'first'), first, '20240915');
    writeRelease(join(folder, 'next'), next, '20240915');
    server = startPostgresql(binaries ?? '');
    for (const name of ['own', 'merged', 'refused']) server.createDatabase(name);
  }, 120_000);

  afterAll(() => server?.stop());

  test('writes, renames, deprecates and removes what the other load does, row for row; twice the same', async () => {
    for (const database of ['own', 'merged']) await load(database, first);
    await load('own', next);
    merge('merged', 'next');
    expect(checksum('merged')).toEqual(checksum('own'));
    merge('merged', 'next');
    expect(checksum('merged')).toEqual(checksum('own'));
    merge('merged', 'first');
    await load('own', first);
    expect(checksum('merged')).toEqual(checksum('own'));
  }, 120_000);

  test('refuses what the other load refuses', async () => {
    await load('refused', first);
    const staged = (sql: string) => {
      const names = RELEASE_TABLES.map(
        (table) =>
          `CREATE TEMP TABLE stage_${table} AS SELECT ${CDM_VOCABULARY_TABLES[table].columns
            .map(({ name, type }) =>
              type === 'date' ? `to_char(${name}, 'YYYYMMDD') AS ${name}` : `${name}::text`,
            )
            .join(', ')} FROM ${table};`,
      );
      return server.query('refused', [...names, sql].join('\n'));
    };
    const refusals = makeMergeRefusals(POSTGRESQL, 'public');
    const found = (change: string) =>
      refusals.flatMap(({ sql, message }) =>
        staged(`${change} ${sql}`).length > 0 ? [message.split(':')[0]] : [],
      );
    const own = conceptOf(2128299900, 'FRESH', 'Fresh');
    const insert = (id: number, code: string) =>
      `INSERT INTO stage_concept VALUES ('${id}', 'x', 'Meas Value', 'DICOM', 'Qualifier Value', NULL, '${code}', '20200101', '20991231', NULL);`;
    expect(found('')).toEqual([]);
    expect(found(insert(own.conceptId, 'CT'))).toEqual(['load-code-taken']);
    expect(found(`UPDATE stage_concept SET concept_code = 'ELSE' WHERE concept_code = 'CT';`)).toEqual([
      'load-id-taken',
    ]);
    expect(found(`UPDATE stage_concept SET domain_id = 'Nowhere' WHERE concept_code = 'CT';`)).toEqual([
      'load-reference-missing',
    ]);
    expect(found("UPDATE stage_concept_synonym SET language_concept_id = '777777777';")).toEqual([
      'load-reference-missing',
    ]);
  }, 120_000);
});

const PARSERS: Readonly<Record<Warehouse, string>> = {
  sqlserver: 'tsql',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
  databricks: 'databricks',
};

describe.each(Object.keys(WAREHOUSES) as Warehouse[])('load-%s.sql', (warehouse) => {
  const script = formatWarehouseLoad(releaseOf(), warehouse, { published: '20240915', schema: 'omop' });

  test('reads every file, counts its rows, refuses before it changes, and says that it was only parsed', () => {
    for (const name of RELEASE_TABLES) expect(script).toContain(CDM_VOCABULARY_TABLES[name].file);
    expect(script.indexOf('load-id-taken')).toBeLessThan(script.indexOf('MERGE INTO'));
    expect(script.indexOf('load-file-incomplete')).toBeGreaterThan(0);
    expect(script).toContain('has been parsed, not run');
    expect(script).toContain('MERGE INTO omop.concept AS t');
  });

  (hasParser ? test : test.skip)('is understood by a parser of that database', () => {
    const program = `
import sys, sqlglot
from sqlglot import exp
unread = []
for statement in sqlglot.parse(sys.stdin.read(), read='${PARSERS[warehouse]}'):
    if isinstance(statement, exp.Command): unread.append(statement.sql()[:60])
print(chr(10).join(unread))
`;
    const text = script.replace(/^(?:BULK INSERT|IF EXISTS .* THROW|LOAD DATA|COPY INTO|ASSERT) .*$/gm, '');
    const { status, stdout, stderr } = spawnSync(python, ['-c', program], { input: text, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim()).toBe('');
  });
});
