/**
 * The questions of the papers on the synthetic archive, whose answers are known before anything is read: files are scanned, mapped into the tables that each
 * paper asks, de-identified, loaded by their DDL, and asked. Beside each right answer stand near misses.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { openSiteSecret } from '../../../src/deidentify/site-secret.js';
import { replaceUid } from '../../../src/deidentify/uid-replacement.js';
import { listParts } from '../../../src/harvest/crosswalk.js';
import { openEngine, quote } from '../../../src/harvest/engine.js';
import type { ProfileName } from '../../../src/harvest/profiles/profile.js';
import { ROOT, run } from '../../support/command-line.js';
import { publishMini } from '../../support/harvest.js';
import { getProfile, insertRows, loadProfile } from '../../support/profile-tables.js';
import { useFolders } from '../../support/standard-document.js';

interface Question {
  /** In answers.json. */
  readonly answer: string;
  readonly profile: ProfileName;
  readonly file: string;
  readonly title: string;
}

jest.setTimeout(600_000);
const PATIENTS = 100;
const TOOLS = join(ROOT, 'tools');
const QUESTIONS: readonly Question[] = JSON.parse(
  readFileSync(join(TOOLS, 'harvest-demo', 'questions.json'), 'utf8'),
);
const newFolder = useFolders();
const databases = new Map<ProfileName, Database.Database>();
/** Series of the default crosswalk by their UID. */
const occurrences = new Map<string, number>();
let folder = '';
let release = '';
let answers: Readonly<Record<string, readonly unknown[]>> = {};

/** CHoRUS gives its procedures ids of their own range, and so has a crosswalk of its own. */
const siteOf = (profile: ProfileName) => join(folder, profile === 'chorus' ? 'site-chorus' : 'site');

function readCommas(file: string): { columns: string[]; rows: (string | number | null)[][] } {
  const [columns = [], ...rows] = parse(readFileSync(file, 'utf8')) as string[][];
  const typed = (cell: string) => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : cell || null);
  return { columns, rows: rows.map((row) => row.map(typed)) };
}

function addTable(database: Database.Database, name: string, file: string): void {
  const { columns, rows } = readCommas(file);
  database.exec(`CREATE TABLE ${name} (${columns.join(', ')})`);
  insertRows(database, name, columns, rows);
}

/** Rows of a profile in SQLite, with the conditions and visits of the CDM beside them. */
function openDatabase(profile: ProfileName, release: string): Database.Database {
  const file = join(folder, `${profile}.db`);
  if (profile === 'micdm') {
    for (const args of [
      ['load', release, '--to', `sqlite:${file}`, '--standalone'],
      ['harvest', 'load', profile, '--to', `sqlite:${file}`],
    ])
      expect(run(folder, ...args)).toMatchObject({ code: 0 });
  }
  const database = new Database(file);
  if (profile !== 'micdm') loadProfile(database, getProfile(profile), join(folder, profile));
  for (const name of ['condition_occurrence', 'visit_occurrence'])
    addTable(database, name, join(folder, 'archive', 'cdm', `${name.toUpperCase()}.csv`));
  return database;
}

/** What the crosswalk of the site remembers: shifts for questions that compare days, ids and UIDs for answers. */
async function openSite(profile: ProfileName, database: Database.Database): Promise<void> {
  const site = siteOf(profile);
  const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
  const rowsOf = (name: 'person' | 'series') =>
    engine.rows<Record<string, string | number>>(
      `SELECT * FROM read_parquet([${listParts(site, name).map(quote).join(', ')}])`,
    );
  database.exec('CREATE TABLE personal_map (person_id, shift_days)');
  const persons = (await rowsOf('person')).map((row) => [Number(row.person_id), Number(row.shift_days)]);
  insertRows(database, 'personal_map', ['person_id', 'shift_days'], persons);
  for (const row of profile === 'chorus' ? [] : await rowsOf('series'))
    occurrences.set(String(row.series_instance_uid), Number(row.image_occurrence_id));
  engine.close();
}

/** A known answer as the tables of a profile have it: R-CDM has no UIDs, but ids of series. */
function findAnswer(profile: ProfileName, each: unknown): unknown {
  if (typeof each !== 'string') return each;
  return [
    profile === 'rcdm' ? occurrences.get(each) : replaceUid(openSiteSecret(siteOf(profile), false), each),
  ];
}

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  const write = join(TOOLS, 'demo-archive', 'write.mjs');
  const wrote = spawnSync(
    process.execPath,
    [write, join(folder, 'archive'), '--patients', String(PATIENTS)],
    { encoding: 'utf8' },
  );
  expect(wrote.stderr).toBe('');
  answers = JSON.parse(readFileSync(join(folder, 'archive', 'answers.json'), 'utf8'));
  const scan = ['harvest', 'scan', 'archive/images', '--out', 'headers', '--release', release];
  expect(run(folder, ...scan)).toMatchObject({ code: 0 });
  const tables = ['persons', 'procedures', 'visits', 'local-codes'].flatMap((name) => [
    `--${name}`,
    `archive/${name}.csv`,
  ]);
  for (const profile of new Set(QUESTIONS.map((question) => question.profile))) {
    const own = ['--profile', profile, '--out', profile, '--crosswalk', siteOf(profile)];
    // Two patients that the site does not know are refused: exit code 1.
    const mapped = run(folder, 'harvest', 'map', 'headers', '--release', release, ...tables, ...own);
    expect([profile, mapped.code, mapped.err]).toEqual([profile, 1, expect.not.stringContaining('error')]);
    const database = openDatabase(profile, release);
    await openSite(profile, database);
    databases.set(profile, database);
  }
});

describe('the archive is clean', () => {
  test('harvest check, with its clinical data: no rule fails but for unknown patients, and what is not judged says why', () => {
    const database = new Database(join(folder, 'cdm.db'));
    for (const name of ['person', 'visit_occurrence', 'procedure_occurrence', 'observation_period'])
      addTable(database, name, join(folder, 'archive', 'cdm', `${name.toUpperCase()}.csv`));
    database.close();
    const own = ['--release', release, '--crosswalk', siteOf('micdm'), '--cdm', 'sqlite:cdm.db'];
    const checked = run(folder, 'harvest', 'check', 'micdm', ...own, '--fail-on', 'note', '--json');
    const { counts, rules } = JSON.parse(checked.out) as {
      readonly counts: Readonly<Record<string, number>>;
      readonly rules: readonly { readonly code: string; readonly status: string; readonly reason?: string }[];
    };
    // Two patients that nobody knows are many of a hundred; of the two hundred of the whole archive they are few enough.
    expect(rules.filter(({ status }) => status === 'failed').map(({ code }) => code)).toEqual(['K01']);
    expect(checked.code).toBe(1);
    expect(counts.passed).toBeGreaterThanOrEqual(69);
    const notRun = rules.filter(({ status }) => status === 'not run');
    expect(Object.fromEntries(notRun.map(({ code, reason }) => [code, reason]))).toEqual({
      V03: expect.stringContaining('give --athena'),
      V17: expect.stringContaining('build the release with --athena'),
      K04: expect.stringContaining('the release maps no part of the body to a standard concept'),
      K16: 'the CDM has no CONCEPT_ANCESTOR',
      P13: expect.stringContaining('give --athena'),
      T02: 'the CDM has no DEATH',
    });
    // The days of the rows are shifted, those of this CDM are not.
    writeFileSync(join(folder, 'days.tsv'), 'code\tthreshold\tlevel\nT03\t\t\n');
    const days = (...more: string[]) =>
      run(folder, 'harvest', 'check', 'micdm', ...own, '--rules', 'days.tsv', ...more).out;
    expect(days('--cdm-dates', 'shifted')).toContain('1 rules: 0 passed, 1 failed');
    expect(days('--crosswalk', 'none')).toMatch(/not run T03: .*give --crosswalk/);
  });
});

describe('questions of the papers', () => {
  test.each(QUESTIONS)('$answer, in $profile: $title', ({ answer, profile, file }) => {
    const database = databases.get(profile);
    const sql = readFileSync(join(TOOLS, 'harvest-demo', file), 'utf8');
    const found = database?.prepare(sql).raw().all() as unknown[][];
    const known = answers[answer] ?? [];
    expect(known.length).toBeGreaterThan(0);
    const expected = known.map((each) => findAnswer(profile, each));
    expect(found.map((row) => JSON.stringify(row)).sort()).toEqual(
      expected.map((row) => JSON.stringify(row)).sort(),
    );
  });

  test('CHoRUS: files of visits that nobody knows are refused, one by one', () => {
    const refused = databases
      .get('chorus')
      ?.prepare('SELECT code, count(*) FROM registry_refused GROUP BY code');
    // Every eighth patient comes again, for one radiograph whose visit nobody knows.
    expect(refused?.raw().all()).toEqual([['visit-missing', Math.ceil(PATIENTS / 8)]]);
  });
});
