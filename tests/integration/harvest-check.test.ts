/** The compiled `harvest check`, `list` and `report` over a harvest of a few rows: exit codes, files, what is not asked and why, the CDM in SQLite and PostgreSQL. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { run, runAll } from '../support/command-line.js';
import { publishMini, readTable } from '../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../support/header-tables.js';
import { findPostgresql, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(300_000);
const newFolder = useFolders();
let folder = '';
let release = '';
const check = (...more: readonly string[]) =>
  run(folder, 'harvest', 'check', 'omop', '--release', release, ...more);
const statusOf = (code: string) => readTable(folder, 'dq_results.tsv').find((row) => row.code === code);

const CDM = [
  'CREATE TABLE person (person_id integer, gender_concept_id integer, year_of_birth integer)',
  'INSERT INTO person VALUES (7, 8507, 1950)',
  'CREATE TABLE death (person_id integer, death_date date)',
  "INSERT INTO death VALUES (7, '2019-01-01')",
];

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [
      instanceOf('1.2.3.1', { transfer_syntax_uid: '1.2.840.10008.1.2' }),
      instanceOf('9', { series_instance_uid: '9.9', study_instance_uid: '9.8', patient_key: 'P9' }),
    ],
    elements: [
      elementOf('00080021', 'DA', '20200102'),
      elementOf('00100040', 'CS', 'M'),
      elementOf('00180050', 'DS', '650'),
      elementOf('00280010', 'US', '512'),
    ],
  });
  writeFileSync(join(folder, 'persons.csv'), 'patient_id,person_id\nP1,7\n');
  run(
    folder,
    'harvest',
    'map',
    'headers',
    '--release',
    release,
    '--persons',
    'persons.csv',
    '--out',
    'omop',
    '--identified',
  );
  const database = new Database(join(folder, 'cdm.db'));
  for (const statement of CDM) database.exec(statement);
  database.close();
});

describe('harvest check', () => {
  test('tells what fails and what is not asked; errors alone are exit code 1', () => {
    const checked = check();
    expect(checked.code).toBe(0);
    expect(checked.out).toContain(
      'warning P05 Slices of CT and MR are as thick as slices can be: 1 of 1 fail (100 %, allowed 1 %)',
    );
    expect(checked.out).toMatch(/not run R03 .*PERSON is not at hand: give --cdm/);
    expect(checked.out).toMatch(
      /85 rules: \d+ passed, \d+ failed, \d+ with nothing to judge, \d+ not run; omop\/dq_results\.tsv/,
    );
    expect(statusOf('P05')).toMatchObject({
      status: 'failed',
      n_failed: '1',
      n_total: '1',
      percent_failed: '100',
      examples: 'SliceThickness of CT: 1: 650.0',
    });
    expect(statusOf('R01')).toMatchObject({ status: 'passed', n_total: '1' });
    expect(statusOf('K01')).toMatchObject({ status: 'failed', n_failed: '1', n_total: '2' });
    expect(statusOf('C04')?.message).toMatch(/^none are there: series with a spacing/);
    expect(checked.out).toMatch(/\nnothing to judge [\w ]*C04[\w ]*: omop\/dq_results\.tsv says/);
    expect(statusOf('K04')).toMatchObject({
      status: 'not run',
      message: expect.stringContaining('the release maps no part of the body to a standard concept'),
    });
    expect(check('--fail-on', 'warning').code).toBe(1);
  });

  test('every rule stands in both files, in one order', () => {
    const json = JSON.parse(check('--json').out) as {
      readonly rules: readonly { readonly code: string; readonly status: string }[];
    };
    const rows = readTable(folder, 'dq_results.tsv').filter(({ part }) => part === '');
    expect(json.rules.map(({ code, status }) => [code, status])).toEqual(
      rows.map(({ code, status }) => [code, status]),
    );
    expect(rows).toHaveLength(85);
    expect(JSON.parse(readFileSync(join(folder, 'omop', 'dq_results.json'), 'utf8'))).toEqual(json);
  });

  test('control rows for DataQualityDashboard', () => {
    const read = (level: string) =>
      readFileSync(join(folder, 'omop', 'dqd', `OMOP_CDMv5.4_${level}_Level.imaging.csv`), 'utf8')
        .trim()
        .split('\n');
    expect(read('Table')).toHaveLength(3);
    const [fields = '', ...columns] = read('Field');
    const names = fields.split(',');
    const modality = columns.find((line) => line.includes('modality_concept_id'))?.split(',') ?? [];
    const cell = (name: string) => modality[names.indexOf(name)];
    expect(names).toHaveLength(69);
    expect([cell('fkDomain'), cell('fkDomainThreshold'), cell('isStandardValidConcept')]).toEqual([
      'Procedure',
      '5',
      'Yes',
    ]);
    expect(
      read('Concept').some((line) =>
        /^MEASUREMENT,MEASUREMENT_CONCEPT_ID,\d+,KVP,.*,20,1,,150,1,/.test(line),
      ),
    ).toBe(true);
  });

  test('the CDM: its persons are compared, and a death before the image is found', () => {
    const checked = check('--cdm', 'sqlite:cdm.db', '--fail-on', 'warning');
    expect(checked.code).toBe(1);
    expect(statusOf('R03')).toMatchObject({ status: 'passed', n_total: '1' });
    expect(statusOf('P14')).toMatchObject({ status: 'passed', n_total: '1' });
    expect(statusOf('T02')).toMatchObject({ status: 'failed', n_failed: '1' });
    expect(statusOf('T06')).toMatchObject({
      status: 'not run',
      message: 'the CDM has no OBSERVATION_PERIOD',
    });
  });

  test('--rules: only those of the file, with its thresholds and levels', () => {
    writeFileSync(join(folder, 'rules.tsv'), 'code\tthreshold\tlevel\nP05\t\terror\nK01\t60\t\n');
    expect(check('--rules', 'rules.tsv').code).toBe(1);
    expect(
      readTable(folder, 'dq_results.tsv')
        .filter(({ part }) => part === '')
        .map(({ code, status, level }) => [code, status, level]),
    ).toEqual([
      ['K01', 'passed', 'warning'],
      ['P05', 'failed', 'error'],
    ]);
  });

  test('faults of use say what to do', async () => {
    writeFileSync(join(folder, 'wrong.tsv'), 'code\tthreshold\tlevel\nX99\t\t\n');
    await writeHeaderTables(join(folder, 'others'), { instances: [instanceOf('7')], elements: [] });
    const faults: readonly (readonly [readonly string[], RegExp])[] = [
      [['none'], /none holds no harvest/],
      [['omop', '--rules', 'wrong.tsv'], /wrong\.tsv:2: "X99" is no rule/],
      [['omop', '--fail-on', 'much'], /"much" is no level/],
      [['omop', '--cdm', 'cdm.db'], /"cdm\.db" is no CDM/],
      [['omop', '--cdm', 'sqlite:none.db'], /none\.db is not there/],
      [['omop', '--headers', 'others'], /others is not what this harvest was made from/],
      [['omop', '--athena', 'others'], /CONCEPT\.csv is not there/],
      [['omop', '--release', 'others'], /others is not the release/],
    ];
    const runs = runAll(
      folder,
      faults.map(([args]) => ['harvest', 'check', ...args]),
    );
    for (const [at, [, message]] of faults.entries()) {
      expect(runs[at]?.err).toMatch(message);
      expect(runs[at]?.err).toContain('next:');
      expect(runs[at]?.code).toBe(2);
    }
  });

  test('without headers and crosswalk it asks what the rows alone can tell', () => {
    const checked = run(folder, 'harvest', 'check', 'omop', '--headers', 'none', '--crosswalk', 'none');
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('the header tables are not at hand: give --headers');
    expect(checked.out).toContain('what the site remembers is not at hand: give --crosswalk');
    expect(statusOf('R01')).toMatchObject({ status: 'passed' });
  });

  test('the release is the one in out/ that was harvested with', () => {
    run(folder, 'harvest', 'check', 'omop');
    expect(statusOf('V01')).toMatchObject({ status: 'passed', n_total: '1' });
  });
});

/** What may stand in the place of a file. */
const REPLACE: Record<string, (path: string) => void> = {
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
  'an empty file': (path) => writeFileSync(path, ''),
  'a few letters': (path) => writeFileSync(path, 'x\n'),
};

test('something else in the place of a file: a sentence, whatever is asked', async () => {
  const damages: readonly (readonly [path: string, what: string, command: string])[] = [
    ...['check', 'report', 'list'].map((command) => ['omop/manifest.json', 'a pipe', command] as const),
    ['omop/manifest.json', 'an empty file', 'check'],
    ...Object.keys(REPLACE).map((what) => ['omop/IMAGE_OCCURRENCE.csv', what, 'check'] as const),
    ...Object.keys(REPLACE).map((what) => ['headers/manifest.json', what, 'check'] as const),
  ];
  const scenes = await newFolder();
  const commands = damages.map(([path, what, command], at) => {
    const scene = join(scenes, String(at));
    for (const each of ['headers', 'omop'])
      cpSync(join(folder, each), join(scene, each), { recursive: true });
    rmSync(join(scene, path));
    REPLACE[what]?.(join(scene, path));
    const where = command === 'list' ? ['--where', 'modality=CT'] : [];
    return ['harvest', command, join(scene, 'omop'), '--headers', join(scene, 'headers'), ...where];
  });
  const runs = runAll(scenes, commands);
  for (const [at, [path]] of damages.entries()) {
    expect(runs[at]?.err).toContain(path);
    expect(runs[at]?.err).toContain('next:');
    expect(runs[at]?.code).toBe(2);
  }
});

describe('harvest list', () => {
  const list = (...more: readonly string[]) => run(folder, 'harvest', 'list', 'omop', ...more);

  test('series of a selection, with the UIDs of the headers', () => {
    const listed = list('--where', 'modality=CT and SliceThickness>100');
    expect(listed.out).toBe(
      'image_occurrence_id\tperson_id\tstudy_instance_uid\tseries_instance_uid\twadors_uri\n1\t7\t1.2\t1.2.3\t\n',
    );
    expect(listed.err).toBe('1 series; UIDs as in the headers: keep this list at the site\n');
    expect(JSON.parse(list('--where', 'modality=MR', '--json').out)).toEqual([]);
  });

  test('without what the site remembers, with the UIDs of IMAGE_OCCURRENCE', () => {
    const listed = list('--where', 'modality=CT', '--crosswalk', 'elsewhere');
    expect(listed.err).toContain('UIDs as in IMAGE_OCCURRENCE');
    expect(listed.out.split('\n')).toHaveLength(3);
  });

  test('what is not understood is told, with exit code 1', () => {
    const listed = list('--where', 'colour=red');
    expect(listed).toMatchObject({ code: 1, out: '' });
    expect(listed.err).toContain('where-field-unknown');
  });
});

describe('harvest report', () => {
  test('a page and the same numbers as JSON; what was checked is in it', () => {
    check();
    const reported = run(folder, 'harvest', 'report', 'omop', '--out', 'report.html', '--min-cell', '1');
    expect(reported).toMatchObject({ code: 0, out: 'report.html, and the same numbers in summary.json\n' });
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    expect(summary.years).toEqual([{ modality: 'CT', year: '2020', n: 1, images: 1 }]);
    expect(summary.quality).toHaveLength(85);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<h3>CT: 1 series</h3>');
  });

  test('five persons at least, where nothing else is said', () => {
    const hidden = JSON.parse(run(folder, 'harvest', 'report', 'omop', '--json').out);
    expect(hidden.years).toEqual([{ modality: 'CT', year: '2020', n: '<5', images: '<5' }]);
  });

  test('faults of use say what to do', () => {
    const faults: readonly (readonly [readonly string[], RegExp])[] = [
      [['none'], /none holds no harvest/],
      [['omop', '--min-cell', 'few'], /"few" is no count/],
      [['omop', '--out', 'persons.csv/report.html'], /cannot write .*persons\.csv\/report\.html/],
    ];
    const runs = runAll(
      folder,
      faults.map(([args]) => ['harvest', 'report', ...args]),
    );
    for (const [at, [, message]] of faults.entries()) {
      expect(runs[at]?.err).toMatch(message);
      expect(runs[at]?.err).toContain('next:');
      expect(runs[at]?.code).toBe(2);
    }
  });
});

const describeWithServer = findPostgresql() ? describe : describe.skip;
describeWithServer('a CDM in PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(() => {
    server = startPostgresql(findPostgresql() ?? '');
    server.createDatabase('cdm');
  });
  afterAll(() => server?.stop());

  test('is read and left as it is', () => {
    for (const statement of CDM) server.query('cdm', statement);
    const [socket = ''] = server.query('cdm', 'SHOW unix_socket_directories');
    check('--cdm', `postgresql://postgres@localhost/cdm?host=${encodeURIComponent(socket)}`);
    expect(statusOf('P14')).toMatchObject({ status: 'passed', n_total: '1' });
    expect(statusOf('T02')).toMatchObject({ status: 'failed', n_failed: '1' });
    expect(server.query('cdm', 'SELECT count(*) FROM person')).toEqual(['1']);
  });
});
