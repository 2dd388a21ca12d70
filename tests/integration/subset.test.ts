/** Subsets of a release: what they leave out, and what they leave as it was. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type BuildConfig, readBuildConfig } from '../../src/build/options.js';
import { type Build, prepareBuild } from '../../src/build/pipeline.js';
import { publishBuild } from '../../src/build/publishing.js';
import type { Concept } from '../../src/model/omop.js';
import { readRelease } from '../../src/release/read-release.js';
import { openFolder } from '../../src/release/release-folder.js';
import { verifyRelease } from '../../src/verify/verify-release.js';
import { ROOT } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const quiet = () => {};
let folder = '';
let build: Build;

const configOf = (options: { only?: string; exclude?: string }): BuildConfig =>
  readBuildConfig(
    { edition: 'mini', ledger: 'ids.tsv', ...options },
    { programRoot: ROOT, workingDirectory: folder, toolVersion: 'test' },
  );

beforeAll(async () => {
  folder = await newFolder();
  const { value, diagnostics } = await prepareBuild(configOf({}), quiet);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  build = value;
  await publish('whole', {});
});

/** Publishes the build as a subset into a folder of its own. */
async function publish(name: string, options: { only?: string; exclude?: string }) {
  const { subset } = configOf(options);
  const directory = join(folder, name);
  await publishBuild({ ...build, config: { ...build.config, subset, releaseDirectory: directory } }, quiet);
  const { value, diagnostics } = readRelease(openFolder(directory));
  expect(diagnostics).toEqual([]);
  return value.release;
}

const read = (...names: readonly string[]) => readFileSync(join(folder, ...names), 'utf8');
/** Lines of a table as objects by column. */
const tableOf = (...names: readonly string[]) => {
  const [header = [], ...rows] = read(...names)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((cells) => Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])));
};
const codesOf = (release: Awaited<ReturnType<typeof publish>>) =>
  new Set(release.concepts.map(({ conceptCode }) => conceptCode));

describe('a subset', () => {
  test.each([
    ['analytical', { only: 'analytical' }, ['00180081', 'CT', '00100040:M'], ['00100010', '00081010']],
    ['without retired', { exclude: 'retired' }, ['00100010', '00100040:M'], []],
    ['without private', { exclude: 'private' }, ['00180081'], []],
    ['without free text', { exclude: 'free-text' }, ['00180081', '00100010'], ['00081010']],
    ['without phi', { exclude: 'phi' }, ['00180081', 'CT'], ['00100010', '00100030']],
    [
      'of all at once',
      { only: 'analytical', exclude: 'retired,private,free-text,phi' },
      ['00180081', 'CT', '1.2.840.10008.1.2'],
      ['00100010', '00081010', '00100030'],
    ],
  ])(
    '%s keeps the ids, keeps the rules, and says of each attribute why',
    async (name, options, kept, left) => {
      const subset = await publish(name.replaceAll(' ', '-'), options);
      const whole = build.assignment.release;
      const codes = codesOf(subset);
      expect([...kept.filter((code) => !codes.has(code)), ...left.filter((code) => codes.has(code))]).toEqual(
        [],
      );
      // Metadata concepts all have one code.
      const keyOf = (concept: Concept) => `${concept.conceptCode}|${concept.conceptName}`;
      const idOf = new Map(whole.concepts.map((concept) => [keyOf(concept), concept.conceptId]));
      for (const concept of subset.concepts) expect(concept.conceptId).toBe(idOf.get(keyOf(concept)));
      expect(verifyRelease(subset).filter(({ severity }) => severity === 'error')).toEqual([]);

      const guide = tableOf(name.replaceAll(' ', '-'), 'attribute_guide.tsv');
      expect(guide).toHaveLength(build.standard.attributes.length);
      for (const { tag = '', selected, selection_reason: reason } of guide) {
        const code = tag.slice(1, 5) + tag.slice(6, 10);
        expect([tag, selected]).toEqual([tag, codes.has(code) ? 'yes' : 'no']);
        expect(reason).toMatch(
          selected === 'yes'
            ? /^in the subset(?:, kept by the Retain Patient Characteristics Option of PS3\.15 \d{4}\w)?$/
            : /^(?:not |retired|private|free|phi)/,
        );
      }
    },
  );

  test('takes the terms of an attribute with it, and every link and synonym of both', async () => {
    const subset = await publish('no-phi', { exclude: 'phi' });
    const whole = build.assignment.release;
    const ids = new Set(subset.concepts.map(({ conceptId }) => conceptId));
    const gone = new Set(
      whole.concepts.filter(({ conceptId }) => !ids.has(conceptId)).map(({ conceptId }) => conceptId),
    );
    expect(gone.size).toBeGreaterThan(0);
    const dangling = subset.relationships.filter(
      (row) => gone.has(row.conceptId1) || gone.has(row.conceptId2),
    );
    expect(dangling).toEqual([]);
    expect(subset.synonyms.filter(({ conceptId }) => gone.has(conceptId))).toEqual([]);
    const codes = [...codesOf(subset)];
    const tags = new Set(codes.filter((code) => /^[0-9A-Fx]{8}$/.test(code)));
    const terms = codes.filter((code) => /^[0-9A-Fx]{8}:/.test(code));
    expect(terms.filter((code) => !tags.has(code.slice(0, 8)))).toEqual([]);
  });

  test('leaves the facts, and the ledger with an id for every code, as they are', async () => {
    const ledger = read('ids.tsv');
    await publish('analytical-only', { only: 'analytical' });
    expect(read('ids.tsv')).toBe(ledger);
    for (const file of ['attributes', 'value_terms', 'bindings']) {
      expect(read('analytical-only', 'standard', `${file}.tsv`)).toBe(
        read('whole', 'standard', `${file}.tsv`),
      );
    }
  });

  test('tells the provenance of the links that it has, and of no other', async () => {
    const subset = await publish('provenance', { only: 'analytical', exclude: 'phi' });
    const ids = new Set(subset.concepts.map(({ conceptId }) => String(conceptId)));
    const rows = tableOf('provenance', 'link_provenance.tsv');
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => !ids.has(row.concept_id_1 ?? ''))).toEqual([]);
    const codes = codesOf(subset);
    const maps = tableOf('provenance', 'code_maps.tsv').map((row) => row.subject_code ?? '');
    expect(maps.length).toBeGreaterThan(0);
    expect(maps.filter((code) => !codes.has(code))).toEqual([]);
    const subjects = [...read('provenance', 'mappings.sssom.tsv').matchAll(/^DICOM:(\S+)/gm)];
    expect(subjects.length).toBeGreaterThan(0);
    expect(subjects.filter(([, code = '']) => !codes.has(decodeURIComponent(code)))).toEqual([]);
  });
});

describe('options', () => {
  test.each([
    [{ only: 'numbers' }, '"numbers" is no subset', 'give --only analytical, or leave it out'],
    [
      { exclude: 'retired,names' },
      '"names" is nothing to exclude',
      'give --exclude of retired,private,free-text,phi',
    ],
  ])('%j is refused with what may be given', (options, message, fix) => {
    expect(() => configOf(options)).toThrow(expect.objectContaining({ message, fix }));
  });

  test('exclusions may be written with blanks, and none at all is the whole', () => {
    expect(configOf({ exclude: 'retired, phi,' }).subset).toEqual({
      only: undefined,
      exclude: ['retired', 'phi'],
    });
    expect(configOf({}).subset).toEqual({ only: undefined, exclude: [] });
  });
});
