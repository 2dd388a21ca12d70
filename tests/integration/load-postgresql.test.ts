/**
 * A real PostgreSQL with the vocabulary tables of CDM v5.4, keys on: an Athena set, a release, the release after it.
 * `DICOM_OMOP_ATHENA` names a directory with an Athena download to load in place of the set made here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatCdmTables } from '../../src/load/cdm-tables.js';
import { formatImagingTables } from '../../src/load/imaging-tables.js';
import { CDM_VOCABULARY_TABLES } from '../../src/model/cdm-tables.js';
import type { ConceptId, Release } from '../../src/model/omop.js';
import { MILLISECOND, writeAthenaSample } from '../support/athena-sample.js';
import { ROOT } from '../support/command-line.js';
import {
  buildMini,
  guideOf,
  idOf,
  mapModalities,
  NEW_ID,
  nextRelease,
  writeRelease,
} from '../support/mini-release.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { conceptOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const binaries = findPostgresql();
const newFolder = useFolders();
const SCHEMA = 'cdm';
const DATABASE = 'site';

const describeWithServer = binaries === undefined ? describe.skip : describe;
if (binaries === undefined)
  test.todo('no PostgreSQL here (initdb, pg_ctl, psql): the load is not tested against one');

describeWithServer('load-postgresql.sql', () => {
  let server: PostgresqlServer;
  let folder = '';
  let release: Release;
  let next: Release;

  const query = (sql: string) => server.query(DATABASE, `SET search_path TO ${SCHEMA}; ${sql}`);
  const count = (table: string, where = 'TRUE') =>
    Number(query(`SELECT count(*) FROM ${table} WHERE ${where}`)[0]);
  const load = (name: string, script = 'load-postgresql.sql') =>
    server.run(DATABASE, script, join(folder, name), { schema: SCHEMA });
  const runText = (text: string, directory = folder) => {
    const file = join(folder, 'statements.sql');
    writeFileSync(file, `\\set ON_ERROR_STOP on\nSET search_path TO ${SCHEMA};\n${text}`);
    const { status, err } = server.run(DATABASE, file, directory);
    if (status !== 0) throw new Error(err);
  };
  const checksum = () =>
    query(
      `SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM (SELECT c::text AS t FROM concept c
       UNION ALL SELECT r::text FROM concept_relationship r UNION ALL SELECT s::text FROM concept_synonym s) u`,
    )[0];

  beforeAll(async () => {
    folder = await newFolder();
    const build = await buildMini(folder);
    release = mapModalities(build.assignment.release);
    next = nextRelease(release);
    writeRelease(join(folder, 'first'), release, '20240415', new Map([guideOf(build)]));
    writeRelease(join(folder, 'next'), next, '20240915');
    server = startPostgresql(binaries ?? '');
    server.createDatabase(DATABASE);
    server.query(DATABASE, `CREATE SCHEMA ${SCHEMA}`);
    runText(formatCdmTables('postgresql', { keys: false }));
    const athena = process.env.DICOM_OMOP_ATHENA ?? join(folder, 'athena');
    if (process.env.DICOM_OMOP_ATHENA === undefined) writeAthenaSample(athena);
    const copies = Object.values(CDM_VOCABULARY_TABLES)
      .filter(({ file }) => existsSync(join(athena, file)))
      .map(
        ({ name, file }) =>
          `\\copy ${name} FROM '${file}' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b')`,
      );
    runText(copies.join('\n'), athena);
    runText(formatCdmTables('postgresql'));
    runText(formatImagingTables('postgresql', { clinicalTables: false }));
  }, 120_000);

  afterAll(() => server?.stop());

  test('the keys of the CDM are on', () => {
    const keys = query(
      `SELECT contype, count(*) FROM pg_constraint WHERE connamespace = '${SCHEMA}'::regnamespace AND contype IN ('p', 'f') GROUP BY 1 ORDER BY 1`,
    );
    expect(keys).toEqual(['f|30', 'p|7']);
  });

  test("the README's lines for loading by hand collide with nothing of OHDSI", () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, block = ''] = /^By hand[^\n]*\n\n((?: {4}.*\n)+)/m.exec(readme) ?? [];
    expect(block).toContain('NOT IN (SELECT relationship_id FROM relationship)');
    server.createDatabase('by_hand');
    const athena = process.env.DICOM_OMOP_ATHENA ?? join(folder, 'athena');
    const script = (text: string, directory: string) => {
      const file = join(folder, 'by-hand.sql');
      writeFileSync(file, `\\set ON_ERROR_STOP on\n${text}`);
      return server.run('by_hand', file, directory);
    };
    const copies = Object.values(CDM_VOCABULARY_TABLES)
      .filter(({ file }) => existsSync(join(athena, file)))
      .map(
        ({ name, file }) =>
          `\\copy ${name} FROM '${file}' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b')`,
      );
    script(formatCdmTables('postgresql', { keys: false }), folder);
    expect(script(copies.join('\n'), athena)).toMatchObject({ status: 0 });
    expect(script(block, join(folder, 'first'))).toMatchObject({ status: 0, err: '' });
    for (const table of ['concept', 'concept_class', 'relationship', 'vocabulary']) {
      const key = `${table}_id`;
      expect(server.query('by_hand', `SELECT ${key} FROM ${table} GROUP BY 1 HAVING count(*) > 1`)).toEqual(
        [],
      );
    }
  });

  test('a first load adds every row, with NULL where a cell is empty', () => {
    const before = { concepts: count('concept'), relationships: count('concept_relationship') };
    const { status, err } = load('first');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(count('concept')).toBe(before.concepts + release.concepts.length);
    expect(count('concept_relationship')).toBe(before.relationships + release.relationships.length - 2);
    expect(count('concept_synonym', 'concept_id > 2000000000')).toBe(release.synonyms.length);
    expect(count('concept', "standard_concept = '' OR invalid_reason = ''")).toBe(0);
    expect(count('concept', "vocabulary_id = 'DICOM' AND standard_concept IS NOT NULL")).toBe(0);
    expect(count('concept', "vocabulary_id = 'DICOM' AND invalid_reason IS NULL")).toBe(
      release.concepts.filter((each) => each.vocabularyId === 'DICOM' && each.invalidReason === undefined)
        .length,
    );
    expect(
      query(
        "SELECT valid_start_date, valid_end_date FROM concept WHERE concept_code = 'CT' AND vocabulary_id = 'DICOM'",
      ),
    ).toEqual(['1993-01-01|2099-12-31']);
  });

  test('a link to a concept that the target does not have is left out and counted', () => {
    expect(load('first').out.trim().split('\n').at(-1)).toBe('2');
  });

  test('a second load of the same release changes nothing', () => {
    const before = checksum();
    expect(load('first').status).toBe(0);
    expect(checksum()).toBe(before);
  });

  test('query: the allowed values of an attribute', () => {
    const rows = query(`SELECT v.concept_code, v.concept_name FROM concept a
      JOIN concept_relationship r ON r.concept_id_1 = a.concept_id AND r.relationship_id = 'Maps to value' AND r.invalid_reason IS NULL
      JOIN concept v ON v.concept_id = r.concept_id_2
      WHERE a.vocabulary_id = 'DICOM' AND a.concept_code = '00185100' ORDER BY 1`);
    expect(rows).toContain('00185100:HFS|Head First-Supine');
    expect(rows.length).toBeGreaterThanOrEqual(8);
  });

  test('query: all concepts for Modality, with their standard targets', () => {
    const rows = query(`SELECT v.concept_code, s.concept_id, s.standard_concept FROM concept a
      JOIN concept_relationship r ON r.concept_id_1 = a.concept_id AND r.relationship_id = 'Maps to value' AND r.invalid_reason IS NULL
      JOIN concept v ON v.concept_id = r.concept_id_2
      LEFT JOIN concept_relationship m ON m.concept_id_1 = v.concept_id AND m.relationship_id = 'Maps to' AND m.invalid_reason IS NULL
      LEFT JOIN concept s ON s.concept_id = m.concept_id_2
      WHERE a.vocabulary_id = 'DICOM' AND a.concept_code = '00080060' ORDER BY 1`);
    expect(rows).toEqual(expect.arrayContaining(['CT|4300757|S', 'MR|4013636|S', 'US|NULL|NULL']));
  });

  test('query: the attribute (0018,0081) and its unit, from the guide beside the tables', () => {
    const columns = readFileSync(join(folder, 'first', 'attribute_guide.tsv'), 'utf8').split('\n')[0] ?? '';
    runText(
      `CREATE TABLE dicom_attribute_guide (${columns.replaceAll('\t', ' text, ')} text);
\\copy dicom_attribute_guide FROM 'attribute_guide.tsv' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b')`,
      join(folder, 'first'),
    );
    const rows =
      query(`SELECT c.concept_name, g.keyword, g.target, g.unit, u.concept_id, u.concept_name FROM concept_synonym s
      JOIN concept c ON c.concept_id = s.concept_id AND c.vocabulary_id = 'DICOM'
      JOIN dicom_attribute_guide g ON g.concept_id::integer = c.concept_id
      LEFT JOIN concept u ON u.vocabulary_id = 'UCUM' AND u.concept_code = g.unit
      WHERE s.concept_synonym_name = '(0018,0081)'`);
    expect(rows).toEqual([`Echo Time|EchoTime|MEASUREMENT.value_as_number|ms|${MILLISECOND}|millisecond`]);
  });

  test('a newer release renames, deprecates and adds; it deletes no concept and no relationship', () => {
    const before = { concepts: count('concept'), relationships: count('concept_relationship') };
    const gone = idOf(release, 'US');
    expect(load('next')).toMatchObject({ status: 0, err: '' });
    expect(count('concept')).toBe(before.concepts + 1);
    expect(count('concept_relationship')).toBe(before.relationships + 2);
    expect(
      query(
        `SELECT concept_name, valid_end_date, invalid_reason FROM concept WHERE concept_id IN (${gone}, ${idOf(release, 'MR')}, ${NEW_ID}) ORDER BY concept_id`,
      ),
    ).toEqual([
      'Magnetic Resonance, renamed|2099-12-31|NULL',
      'Ultrasound|2024-09-14|D',
      'New Modality|2099-12-31|NULL',
    ]);
    expect(
      count(
        'concept_relationship',
        `(concept_id_1 = ${gone} OR concept_id_2 = ${gone}) AND invalid_reason IS NULL`,
      ),
    ).toBe(0);
    expect(
      query(
        `SELECT valid_end_date, invalid_reason FROM concept_relationship WHERE concept_id_1 = ${idOf(release, 'MR')} AND relationship_id = 'Maps to'`,
      ),
    ).toEqual(['2024-09-14|D']);
    expect(count('concept_synonym', `concept_id = ${gone}`)).toBe(0);
    expect(query("SELECT vocabulary_version FROM vocabulary WHERE vocabulary_id = 'DICOM'")).toEqual([
      'DICOM mini',
    ]);
  });

  test('the older release again brings the concept back to life', () => {
    expect(load('first').status).toBe(0);
    expect(
      query(`SELECT valid_end_date, invalid_reason FROM concept WHERE concept_id = ${idOf(release, 'US')}`),
    ).toEqual(['2099-12-31|NULL']);
    expect(load('next').status).toBe(0);
  });

  test("a site's own mappings of our concepts to its own are left alone", () => {
    const site = conceptOf(2000000500, 'X', 'Ours', { vocabularyId: 'SNOMED' });
    runText(`INSERT INTO concept VALUES (${site.conceptId}, 'Of the site', 'Meas Value', 'SNOMED', 'Qualifier Value', NULL, 'SITE', '2020-01-01', '2099-12-31', NULL);
      INSERT INTO concept_relationship VALUES (${site.conceptId}, ${idOf(release, 'CT')}, 'Maps to', '2020-01-01', '2099-12-31', NULL);`);
    expect(load('next').status).toBe(0);
    expect(count('concept_relationship', `concept_id_1 = ${site.conceptId} AND invalid_reason IS NULL`)).toBe(
      1,
    );
  });

  test.each([
    [
      'load-id-taken',
      (id: ConceptId) => ({ ...conceptOf(id, 'ELSE', 'Another'), vocabularyId: 'UCUM' }),
      'UCUM ELSE',
    ],
    ['load-code-taken', (_id: ConceptId) => conceptOf(2000000600, 'FRESH', 'Another'), 'DICOM FRESH'],
  ])('%s: nothing is loaded', (code, make, found) => {
    const fresh = conceptOf(2128299900, 'FRESH', 'Fresh');
    writeRelease(join(folder, 'refused'), { ...next, concepts: [...next.concepts, fresh] }, '20240915');
    const { conceptId, vocabularyId, conceptCode } = make(fresh.conceptId);
    runText(
      `INSERT INTO concept VALUES (${conceptId}, 'Another', 'Meas Value', '${vocabularyId}', 'Qualifier Value', NULL, '${conceptCode}', '2020-01-01', '2099-12-31', NULL)`,
    );
    const before = checksum();
    const { status, err } = load('refused');
    expect(status).toBe(3);
    expect(err).toContain(code);
    expect(err).toContain(found);
    expect(err).toContain('HINT:');
    expect(checksum()).toBe(before);
    runText(`DELETE FROM concept WHERE concept_id = ${conceptId}`);
  });

  test('load-file-incomplete: a file that was cut off is not loaded', () => {
    const directory = writeRelease(join(folder, 'cut'), next, '20240915');
    const file = join(directory, 'CONCEPT_SYNONYM.csv');
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 100).join('\n'));
    expect(load('cut')).toMatchObject({ status: 3, err: expect.stringContaining('load-file-incomplete') });
  });

  test('load-reference-missing: a database without Athena is refused, and taken with the stand-alone script', () => {
    server.createDatabase('alone');
    writeFileSync(join(folder, 'tables.sql'), formatCdmTables('postgresql'));
    server.run('alone', 'tables.sql', folder);
    const refused = server.run('alone', 'load-postgresql.sql', join(folder, 'first'));
    expect(refused).toMatchObject({ status: 3, err: expect.stringContaining('load-reference-missing') });
    for (const _time of [1, 2]) {
      const taken = server.run('alone', 'load-postgresql-standalone.sql', join(folder, 'first'));
      expect({ status: taken.status, err: taken.err }).toEqual({ status: 0, err: '' });
    }
    expect(server.query('alone', "SELECT count(*) FROM concept WHERE vocabulary_id = 'DICOM'")).toEqual([
      String(release.concepts.filter(({ vocabularyId }) => vocabularyId === 'DICOM').length),
    ]);
  });

  test('a release of the size of a whole edition is loaded', () => {
    const many = Array.from({ length: 11_000 }, (_each, index) =>
      conceptOf(2128300000 + index, `T${index}`, `Term "${index}"`),
    );
    writeRelease(join(folder, 'large'), { ...next, concepts: [...next.concepts, ...many] }, '20240915');
    expect(load('large')).toMatchObject({ status: 0, err: '' });
    expect(count('concept', "concept_code LIKE 'T%' AND vocabulary_id = 'DICOM'")).toBeGreaterThanOrEqual(
      11_000,
    );
  });
});
