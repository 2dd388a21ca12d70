/** Options of `build`: Athena, the release before, subsets, FHIR, profiles, and doing nothing twice. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeAthenaSample } from '../support/athena-sample.js';
import { digestsOf, run } from '../support/command-line.js';
import { STANDARD_CT } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords } from '../support/table-text.js';
import { buildEdition, makeTwoEditions } from '../support/two-releases.js';

const newFolder = useFolders();
let cached = '';

beforeAll(async () => {
  cached = makeTwoEditions(await newFolder());
  writeAthenaSample(join(cached, 'athena'));
});

/** A working folder with editions 2024c and 2024d in its cache, and an Athena download. */
async function newWork(): Promise<string> {
  const folder = join(await newFolder(), 'work');
  cpSync(cached, folder, { recursive: true });
  return folder;
}

const table = (folder: string, name: string, label = '2024d') =>
  readRecords(join(folder, 'out', label, name));
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'out', '2024d', 'manifest.json'), 'utf8'));
const codesOf = (folder: string) => table(folder, 'CONCEPT.csv').map(({ concept_code: code }) => code);

describe('build', () => {
  test('--athena links codes to standard concepts, and the release keeps the rules', async () => {
    const folder = await newWork();
    expect(buildEdition(folder, '2024d', '--athena', 'athena').code).toBe(0);
    const ct = table(folder, 'CONCEPT.csv').find(({ concept_code: code }) => code === 'CT');
    const links = table(folder, 'CONCEPT_RELATIONSHIP.csv').filter(
      ({ concept_id_2: id }) => id === String(STANDARD_CT),
    );
    expect(links).toMatchObject([{ concept_id_1: ct?.concept_id, relationship_id: 'Maps to' }]);
    expect(manifestOf(folder).athena).toBe('v5.0 30-AUG-24');
    expect(run(folder, 'verify', join('out', '2024d'), '--athena', 'athena').code).toBe(0);
  });

  test('--unless-released does nothing for the same inputs, and builds for others', async () => {
    const folder = await newWork();
    const again = (...more: string[]) => buildEdition(folder, '2024d', '--unless-released', ...more).out;
    const nothing = `edition 2024d is already released in ${join(folder, 'out', '2024d')}: nothing to do\n`;
    expect(again()).toContain('concepts');
    const before = digestsOf(folder);
    expect(again()).toBe(nothing);
    expect(digestsOf(folder)).toEqual(before);
    expect(again('--athena', 'athena')).toContain('concepts');
    expect(again('--athena', 'athena')).toBe(nothing);
    const units = join(folder, 'mappings', 'units.tsv');
    writeFileSync(units, readFileSync(units, 'utf8').trimEnd().split('\n').slice(0, -1).join('\n'));
    expect(again('--athena', 'athena')).toContain('concepts');
  });

  test('--previous closes the links that have ended since, wherever that release lies', async () => {
    const folder = await newWork();
    buildEdition(folder, '2024c');
    renameSync(join(folder, 'out'), join(folder, 'former'));
    const { err } = buildEdition(folder, '2024d');
    expect(err).toMatch(
      /^warning previous-release-missing at .*; next: .* name its folder with --previous$/m,
    );
    const ended = () =>
      table(folder, 'CONCEPT_RELATIONSHIP.csv').filter(
        ({ relationship_id: id, invalid_reason: reason }) => id === 'Maps to value' && reason === 'D',
      );
    expect(ended()).toEqual([]);
    expect(buildEdition(folder, '2024d', '--previous', join('former', '2024c')).code).toBe(0);
    expect(ended()).toMatchObject([{ valid_end_date: '20240914' }]);
  });

  test('a --previous that is no release is exit code 2, and nothing is written', async () => {
    const folder = await newWork();
    const before = digestsOf(folder);
    const { code, out, err } = buildEdition(folder, '2024d', '--previous', 'in');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/in\/CONCEPT_RELATIONSHIP\.csv is not there\n {2}next: give --previous the folder/);
    expect(digestsOf(folder)).toEqual(before);
  });

  test('--only and --exclude leave attributes out of the release, never out of the ledger', async () => {
    const folder = await newWork();
    expect(buildEdition(folder, '2024d', '--exclude', 'retired').code).toBe(0);
    expect(codesOf(folder)).toEqual(expect.arrayContaining(['00080061', '00185100']));
    expect(codesOf(folder)).not.toContain('00080060');
    const ledger = readFileSync(join(folder, 'mappings', 'concept-ids.tsv'), 'utf8');
    expect(ledger).toContain('\t00080060\t');
    expect(buildEdition(folder, '2024d', '--only', 'analytical').code).toBe(0);
    expect(codesOf(folder)).toContain('00080060');
    expect(readFileSync(join(folder, 'mappings', 'concept-ids.tsv'), 'utf8')).toBe(ledger);
  });

  test('--fhir writes resources that name what they are, beside the same tables', async () => {
    const folder = await newWork();
    buildEdition(folder, '2024d');
    const before = digestsOf(join(folder, 'out', '2024d'));
    expect(buildEdition(folder, '2024d', '--fhir').code).toBe(0);
    const after = digestsOf(join(folder, 'out', '2024d'));
    expect(after['CONCEPT.csv']).toBe(before['CONCEPT.csv']);
    const names = readdirSync(join(folder, 'out', '2024d', 'fhir'));
    expect(names).toEqual(
      expect.arrayContaining(['CodeSystem-dicom-codes.json', 'ValueSet-dicom-cid-29.json']),
    );
    for (const name of names) {
      const { resourceType } = JSON.parse(readFileSync(join(folder, 'out', '2024d', 'fhir', name), 'utf8'));
      expect(name.startsWith(`${resourceType}-`)).toBe(true);
    }
  });

  test('--profile ohdsi writes stage/ and template4/, with answers in place of values', async () => {
    const folder = await newWork();
    expect(buildEdition(folder, '2024d', '--profile', 'ohdsi', '--athena', 'athena').code).toBe(0);
    const release = join(folder, 'out', '2024d');
    expect(readdirSync(join(release, 'stage')).sort()).toEqual([
      'concept_relationship_stage.tsv',
      'concept_stage.tsv',
      'concept_synonym_stage.tsv',
    ]);
    const stage = readRecords(join(release, 'stage', 'concept_relationship_stage.tsv'));
    expect(stage.every((row) => row.concept_id_1 === '' && row.concept_id_2 === '')).toBe(true);
    const kinds = new Set(stage.map(({ relationship_id: id }) => id));
    expect([kinds.has('Has Answer'), kinds.has('Maps to value')]).toEqual([true, false]);
    const manual = readFileSync(join(release, 'template4', 'concept_relationship_manual.csv'), 'utf8');
    expect(manual).toMatch(/^CT,DICOM,Maps to,4300757,77477000,SNOMED,/m);
    expect(existsSync(join(release, 'template4', 'README.txt'))).toBe(true);
  });

  test('--profile dicom2omop publishes raw codes under ids of their own ledger', async () => {
    const folder = await newWork();
    expect(buildEdition(folder, '2024d', '--profile', 'dicom2omop').code).toBe(0);
    expect(codesOf(folder)).toEqual(expect.arrayContaining(['HFS', 'HFP', 'CT']));
    expect(codesOf(folder).some((code) => code?.includes(':'))).toBe(false);
    expect(manifestOf(folder).profile).toBe('dicom2omop');
  });

  test('coverage adds up, and reaches what the release links', async () => {
    const folder = await newWork();
    const before = digestsOf(join(folder, 'mappings'));
    const args = ['coverage', '--edition', '2024d', '--cache', 'cache', '--athena', 'athena'];
    const { code, out } = run(folder, ...args, '--json');
    expect(code).toBe(0);
    const { kinds, schemes, gaps } = JSON.parse(out) as {
      readonly kinds: readonly Record<string, string | number>[];
      readonly schemes: readonly {
        readonly scheme: string;
        readonly codes: number;
        readonly reached: number;
        readonly statuses: Record<string, number>;
      }[];
      readonly gaps: readonly { readonly codes: number; readonly unresolved: number }[];
    };
    expect(kinds.find(({ kind }) => kind === 'code')).toMatchObject({ concepts: 1, mapped: 1 });
    expect(kinds.find(({ kind }) => kind === 'attribute')).toMatchObject({ concepts: 3, mapped: 0 });
    expect(schemes.map(({ scheme }) => scheme)).toContain('SCT');
    for (const { codes, reached, statuses } of schemes) {
      expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(codes);
      expect(reached).toBe(statuses.standard ?? 0);
    }
    for (const { codes, unresolved } of gaps) expect(unresolved).toBeLessThanOrEqual(codes);
    const text = run(folder, ...args).out;
    expect(text).toMatch(/^ {2}code +1 +1 +100\.0 %/m);
    expect(digestsOf(join(folder, 'mappings'))).toEqual(before);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('editions', () => {
  test('lists what is in the cache, oldest first, whole or damaged', async () => {
    const folder = await newWork();
    const list = () => run(folder, 'editions', '--offline', '--cache', 'cache', '--json');
    const whole = list();
    expect(whole.code).toBe(0);
    const states = (text: string) =>
      (JSON.parse(text) as { cached: { edition: string; state: string }[] }).cached.map(
        ({ edition, state }) => `${edition} ${state}`,
      );
    expect(states(whole.out)).toEqual(['2024c complete', '2024d complete']);
    writeFileSync(join(folder, 'cache', '2024c', 'part06.xml'), 'x');
    const damaged = list();
    expect(damaged.code).toBe(1);
    expect(states(damaged.out)).toEqual(['2024c damaged', '2024d complete']);
    expect(damaged.err).toMatch(/^error cache-damaged at .*2024c\/part06\.xml: .*; next: /m);
  });

  test('an empty cache is no fault, and the next step is said', async () => {
    const folder = await newFolder();
    mkdirSync(join(folder, 'standard-cache'));
    expect(run(folder, 'editions', '--offline')).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing yet; next: dicom-omop fetch --edition current'),
    });
  });
});
