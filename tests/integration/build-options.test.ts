/** Options of `build`: Athena, the release before, subsets, FHIR, profiles, and doing nothing twice. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeAthenaSample } from '../support/athena-sample.js';
import { digestsOf, type Run, runAll } from '../support/command-line.js';
import { STANDARD_CT } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords } from '../support/table-text.js';
import { makeTwoEditions } from '../support/two-editions.js';

const newFolder = useFolders();
const of = (label: string) => ['--edition', label, '--cache', 'cache'];
/** A build into folders of its own. */
const build = (out: string, ...more: string[]) => [
  'build',
  ...of('2024d'),
  '--out',
  out,
  '--ledger',
  `${out}.tsv`,
  ...more,
];
const again = (...more: string[]) => build('again', '--unless-released', ...more);
const COVERAGE = ['coverage', ...of('2024d'), '--athena', 'athena', '--ledger', 'coverage.tsv'];
const PAST = ['--ledger', 'past.tsv'];

/** In this order, in one working folder. */
const COMMANDS = {
  coverage: [...COVERAGE, '--json'],
  coverageText: COVERAGE,
  athena: build('athena-out', '--athena', 'athena'),
  verify: ['verify', join('athena-out', '2024d'), '--athena', 'athena'],
  plain: build('plain'),
  fhir: build('fhir-out', '--fhir'),
  exclude: build('exclude', '--exclude', 'retired'),
  only: build('only', '--only', 'analytical'),
  ohdsi: build('ohdsi', '--profile', 'ohdsi', '--athena', 'athena'),
  submission: ['build', '--submission', ...of('2024d'), '--ledger', 's.tsv', '--exclude', 'retired'],
  submissionOfOther: build('never', '--submission', '--profile', 'dicom2omop'),
  dicom2omop: build('raw', '--profile', 'dicom2omop'),
  former: ['build', ...of('2024c'), '--out', 'former', ...PAST],
  alone: ['build', ...of('2024d'), '--out', 'alone', ...PAST],
  closed: ['build', ...of('2024d'), '--out', 'closed', ...PAST, '--previous', join('former', '2024c')],
  noPrevious: build('never', '--previous', 'in'),
  first: again(),
  second: again(),
  withAthena: again('--athena', 'athena'),
  withAthenaAgain: again('--athena', 'athena'),
  otherUnits: again('--mappings', 'units'),
} as const;

let folder = '';
let runs: Readonly<Record<string, Run>> = {};
const done = (name: keyof typeof COMMANDS) => runs[name] as Run;

beforeAll(async () => {
  folder = makeTwoEditions(await newFolder());
  writeAthenaSample(join(folder, 'athena'));
  cpSync(join(folder, 'mappings'), join(folder, 'units'), { recursive: true });
  const units = join(folder, 'units', 'units.tsv');
  writeFileSync(units, readFileSync(units, 'utf8').trimEnd().split('\n').slice(0, -1).join('\n'));
  const results = runAll(folder, Object.values(COMMANDS));
  runs = Object.fromEntries(Object.keys(COMMANDS).map((name, index) => [name, results[index] as Run]));
});

const table = (out: string, name: string) => readRecords(join(folder, out, '2024d', name));
const codesOf = (out: string) => table(out, 'CONCEPT.csv').map(({ concept_code: code }) => code);
const manifestOf = (out: string) =>
  JSON.parse(readFileSync(join(folder, out, '2024d', 'manifest.json'), 'utf8'));

describe('build', () => {
  test('--athena links codes to standard concepts, and the release keeps the rules', () => {
    expect(done('athena').code).toBe(0);
    const ct = table('athena-out', 'CONCEPT.csv').find(({ concept_code: code }) => code === 'CT');
    const links = table('athena-out', 'CONCEPT_RELATIONSHIP.csv').filter(
      ({ concept_id_2: id }) => id === String(STANDARD_CT),
    );
    expect(links).toMatchObject([{ concept_id_1: ct?.concept_id, relationship_id: 'Maps to' }]);
    expect(manifestOf('athena-out').athena).toBe('v5.0 30-AUG-24');
    expect(done('verify')).toMatchObject({ code: 0, out: expect.stringMatching(/: all kept\n$/) });
  });

  test('--unless-released does nothing for the same inputs, and builds for others', () => {
    const nothing = `edition 2024d is already released in ${join(folder, 'again', '2024d')}: nothing to do\n`;
    expect(done('first').out).toMatch(/^\d+ concepts/);
    expect(done('second')).toEqual({ code: 0, out: nothing, err: '' });
    expect(done('withAthena').out).toMatch(/^\d+ concepts/);
    expect(done('withAthenaAgain').out).toBe(nothing);
    expect(done('otherUnits').out).toMatch(/^\d+ concepts/);
  });

  test('--previous closes the links that have ended since, wherever that release lies', () => {
    expect(done('alone').err).toMatch(
      /^warning previous-release-missing at .*; next: .* name its folder with --previous$/m,
    );
    const ended = (out: string) =>
      table(out, 'CONCEPT_RELATIONSHIP.csv').filter(
        ({ relationship_id: id, invalid_reason: reason }) => id === 'Maps to value' && reason === 'D',
      );
    expect(ended('alone')).toEqual([]);
    expect(done('closed').code).toBe(0);
    expect(ended('closed')).toMatchObject([{ valid_end_date: '20240914' }]);
  });

  test('a --previous that is no release is exit code 2, and nothing is written', () => {
    const { code, out, err } = done('noPrevious');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(
      /in is no release: CONCEPT_RELATIONSHIP\.csv is not there\n {2}next: give the folder/,
    );
    expect([existsSync(join(folder, 'never')), existsSync(join(folder, 'never.tsv'))]).toEqual([
      false,
      false,
    ]);
  });

  test('--only and --exclude leave attributes out of the release, never out of the ledger', () => {
    expect([done('exclude').code, done('only').code]).toEqual([0, 0]);
    expect(codesOf('exclude')).toEqual(expect.arrayContaining(['00080061', '00185100']));
    expect(codesOf('exclude')).not.toContain('00080060');
    expect(codesOf('only')).toContain('00080060');
    const ledger = readFileSync(join(folder, 'plain.tsv'), 'utf8');
    expect(ledger).toContain('\t00080060\t');
    for (const name of ['exclude.tsv', 'only.tsv']) {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(ledger);
    }
  });

  test('--fhir writes resources that name what they are, beside the same tables', () => {
    expect(done('fhir').code).toBe(0);
    const digest = (out: string) => digestsOf(join(folder, out, '2024d'))['CONCEPT.csv'];
    expect(digest('fhir-out')).toBe(digest('plain'));
    const resources = join(folder, 'fhir-out', '2024d', 'fhir');
    const names = readdirSync(resources);
    expect(names).toEqual(
      expect.arrayContaining(['CodeSystem-dicom-codes.json', 'ValueSet-dicom-cid-29.json']),
    );
    expect(names).toContain('package.json');
    for (const name of names.filter((each) => each !== 'package.json')) {
      const { resourceType } = JSON.parse(readFileSync(join(resources, name), 'utf8'));
      expect(name.startsWith(`${resourceType}-`)).toBe(true);
    }
    expect(existsSync(join(folder, 'plain', '2024d', 'fhir'))).toBe(false);
  });

  test('--profile ohdsi writes stage/ and submission/, with answers in place of values', () => {
    expect(done('ohdsi').code).toBe(0);
    const release = join(folder, 'ohdsi', '2024d');
    expect(readdirSync(join(release, 'stage')).sort()).toEqual([
      'concept_relationship_stage.tsv',
      'concept_stage.tsv',
      'concept_synonym_stage.tsv',
      'mapping_metadata.tsv',
    ]);
    const stage = readRecords(join(release, 'stage', 'concept_relationship_stage.tsv'));
    expect(stage.every((row) => row.concept_id_1 === '' && row.concept_id_2 === '')).toBe(true);
    const kinds = new Set(stage.map(({ relationship_id: id }) => id));
    expect([kinds.has('Has Answer'), kinds.has('Maps to value')]).toEqual([true, false]);
    const manual = readFileSync(join(release, 'template4', 'concept_relationship_manual.csv'), 'utf8');
    expect(manual).toMatch(/^CT,DICOM,Maps to,4300757,77477000,SNOMED,/m);
    expect(existsSync(join(release, 'template4', 'README.txt'))).toBe(true);
  });

  test('--submission is ohdsi, analytical, without PHI, beside the releases', () => {
    expect(done('submission').code).toBe(0);
    const manifest = JSON.parse(
      readFileSync(join(folder, 'out', 'submission', '2024d', 'manifest.json'), 'utf8'),
    );
    expect(manifest).toMatchObject({
      profile: 'ohdsi',
      form: { only: 'analytical', exclude: ['retired', 'phi'] },
    });
    expect(done('submissionOfOther')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--submission has the profile ohdsi, not "dicom2omop"'),
    });
  });

  test('--profile dicom2omop publishes raw codes', () => {
    expect(done('dicom2omop').code).toBe(0);
    expect(codesOf('raw')).toEqual(expect.arrayContaining(['HFS', 'HFP', 'CT']));
    expect(codesOf('raw').some((code) => code?.includes(':'))).toBe(false);
    expect(manifestOf('raw').profile).toBe('dicom2omop');
  });
});

interface Coverage {
  readonly kinds: readonly Record<string, string | number>[];
  readonly schemes: readonly {
    readonly scheme: string;
    readonly codes: number;
    readonly reached: number;
    readonly statuses: Record<string, number>;
  }[];
  readonly gaps: readonly { readonly codes: number; readonly unresolved: number }[];
}

describe('coverage', () => {
  test('adds up, as JSON and as text, and gives no ids', () => {
    const { code, out } = done('coverage');
    expect(code).toBe(0);
    const { kinds, schemes, gaps } = JSON.parse(out) as Coverage;
    expect(kinds.find(({ kind }) => kind === 'code')).toMatchObject({ concepts: 1, mapped: 1 });
    expect(kinds.find(({ kind }) => kind === 'attribute')).toMatchObject({ concepts: 3, mapped: 0 });
    expect(schemes.map(({ scheme }) => scheme)).toContain('SCT');
    for (const { codes, reached, statuses } of schemes) {
      expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(codes);
      expect(reached).toBe(statuses.standard ?? 0);
    }
    for (const { codes, unresolved } of gaps) expect(unresolved).toBeLessThanOrEqual(codes);
    expect(done('coverageText').out).toMatch(/^ {2}code +1 +1 +100\.0 %/m);
    expect(existsSync(join(folder, 'coverage.tsv'))).toBe(false);
  });
});

describe('editions', () => {
  test('lists what is in the cache, oldest first, whole or damaged', async () => {
    const own = await newFolder();
    for (const name of ['whole', 'damaged']) {
      cpSync(join(folder, 'cache'), join(own, name), { recursive: true });
    }
    writeFileSync(join(own, 'damaged', '2024c', 'part06.xml'), 'x');
    const list = (cache: string) => ['editions', '--offline', '--cache', cache, '--json'];
    const [whole, damaged] = runAll(own, [list('whole'), list('damaged')]);
    const states = (text = '') =>
      (JSON.parse(text) as { cached: { edition: string; state: string }[] }).cached.map(
        ({ edition, state }) => `${edition} ${state}`,
      );
    expect([whole?.code, damaged?.code]).toEqual([0, 1]);
    expect(states(whole?.out)).toEqual(['2024c complete', '2024d complete']);
    expect(states(damaged?.out)).toEqual(['2024c damaged', '2024d complete']);
    expect(damaged?.err).toMatch(/^error cache-damaged at .*2024c\/part06\.xml: .*; next: /m);
  });

  test('an empty cache is no fault, and the next step is said', async () => {
    const [listed] = runAll(await newFolder(), [['editions', '--offline', '--cache', 'none']]);
    expect(listed).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing yet; next: dicom-omop fetch --edition current'),
    });
  });
});
