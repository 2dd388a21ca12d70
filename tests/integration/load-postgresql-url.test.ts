/** A release into a real PostgreSQL over a connection of its own: what `load --to postgresql://...` does. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadPostgresql } from '../../src/load/postgresql.js';
import { parsePostgresqlUrl } from '../../src/load/postgresql-connection.js';
import type { Release } from '../../src/model/omop.js';
import { buildMini, mapModalities, nextRelease } from '../support/mini-release.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { conceptOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const binaries = findPostgresql();
const newFolder = useFolders();
const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined)
  test.todo('no PostgreSQL here (initdb, pg_ctl, psql): the load is not tested against one');

describeWithServer('load --to postgresql://', () => {
  let server: PostgresqlServer;
  let next: Release;

  beforeAll(async () => {
    next = nextRelease(mapModalities((await buildMini(await newFolder())).assignment.release));
    server = startPostgresql(binaries ?? '');
  }, 120_000);

  afterAll(() => server?.stop());

  const loadByUrl = (what: Release, database: string, schema: string, standalone = false) =>
    loadPostgresql(what, parsePostgresqlUrl(server.url(database, schema)), {
      published: '20240915',
      standalone,
      env: {},
    });

  test('an empty schema gets the tables of the CDM with their keys, and the rows; a second load nothing', async () => {
    server.createDatabase('empty');
    server.query('empty', 'CREATE SCHEMA vocab');
    const first = await loadByUrl(next, 'empty', 'vocab', true);
    expect(first.value?.counts.find(({ name }) => name === 'concepts added')?.rows).toBeGreaterThan(1000);
    expect(server.query('empty', "SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).toEqual(['22']);
    expect(server.query('empty', "SELECT count(*) FROM vocab.concept WHERE vocabulary_id = 'DICOM'")).toEqual(
      [String(next.concepts.filter(({ vocabularyId }) => vocabularyId === 'DICOM').length)],
    );
    const second = await loadByUrl(next, 'empty', 'vocab', true);
    expect(second.value?.counts.filter(({ rows }) => rows > 0)).toEqual([]);
  });

  test('a target that refuses is as it was', async () => {
    server.createDatabase('bare');
    const { value, diagnostics } = await loadByUrl(next, 'bare', 'public');
    expect(value).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({
      code: 'load-reference-missing',
      at: { file: expect.stringContaining('(schema public)') },
      fix: expect.stringContaining('--standalone'),
    });
    expect(server.query('bare', "SELECT to_regclass('concept') IS NULL")).toEqual(['t']);
  });

  test('a row that a site has locked to a constraint stops the load with its name', async () => {
    server.createDatabase('checked');
    await loadByUrl(next, 'checked', 'public', true);
    server.query('checked', 'ALTER TABLE concept ADD CONSTRAINT short CHECK (length(concept_name) < 200)');
    const long = conceptOf(2128299901, 'LONG', 'x'.repeat(220));
    const run = loadByUrl({ ...next, concepts: [...next.concepts, long] }, 'checked', 'public', true);
    await expect(run).rejects.toThrow(/violates check constraint "short".*nothing was changed/s);
    expect(server.query('checked', "SELECT count(*) FROM concept WHERE concept_code = 'LONG'")).toEqual([
      '0',
    ]);
  });
});
