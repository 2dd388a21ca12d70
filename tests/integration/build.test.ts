/** `build`: a release and its ledger, or everything as it was. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, ROOT, run } from '../support/command-line.js';
import { makeEdition } from '../support/edition.js';
import { useFolders } from '../support/standard-document.js';
import { buildIn, importIn, ledgersOf, makeWorkFolder, upload } from '../support/work-folder.js';

const newFolder = useFolders();
let built = '';

beforeAll(async () => {
  built = makeWorkFolder(await newFolder());
  importIn(built);
  expect(buildIn(built)).toMatchObject({ code: 0 });
});

/** A folder in which edition 2024d has been imported and built. */
async function workBuilt(): Promise<string> {
  const folder = join(await newFolder(), 'work');
  cpSync(built, folder, { recursive: true });
  return folder;
}

/** The same before it was built. */
async function workImported(): Promise<string> {
  const folder = await workBuilt();
  rmSync(join(folder, 'out'), { recursive: true });
  rmSync(join(folder, 'cache', '2024d', 'release.kept'));
  for (const name of ledgersOf(folder)) rmSync(join(folder, 'mappings', name));
  return folder;
}

const read = (folder: string, ...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const stateOf = (folder: string) => [digestsOf(join(folder, 'out')), digestsOf(join(folder, 'mappings'))];

function idOf(folder: string, code: string): string | undefined {
  const lines = read(folder, 'mappings', 'concept-ids.tsv').split('\n');
  return lines.find((line) => line.split('\t')[2] === code)?.split('\t')[0];
}

function editLedger(folder: string, change: (text: string) => string): void {
  const file = join(folder, 'mappings', 'concept-ids.tsv');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('build', () => {
  test('writes a release and the ledger, and the same again', async () => {
    const folder = await workImported();
    const first = buildIn(folder);
    expect(first.code).toBe(0);
    expect(first.out).toContain(`release  ${join(folder, 'out', '2024d')}`);
    expect(first.err).toMatch(/^read .*\nderive .*\nconcepts .*\nassign .*\nmap .*\nverify .*\nemit /);
    const release = digestsOf(join(folder, 'out', '2024d'));
    const mappings = digestsOf(join(folder, 'mappings'));
    expect(buildIn(folder).out).toContain('no new ids');
    expect(digestsOf(join(folder, 'out', '2024d'))).toEqual(release);
    expect(digestsOf(join(folder, 'mappings'))).toEqual(mappings);
    expect(buildIn(folder, '--locked').code).toBe(0);
    expect(digestsOf(join(folder, 'mappings'))).toEqual(mappings);
  });

  test("takes the embedded edition and the program's own mappings where there are none", async () => {
    const folder = await newFolder();
    const { code, out } = run(folder, 'build', '--ledger', 'ids.tsv');
    expect(code).toBe(0);
    expect(out).toContain('this is the embedded sample of the standard');
    expect(readdirSync(folder).sort()).toEqual(['ids.private.tsv', 'ids.tsv', 'out']);
    expect(readdirSync(join(folder, 'out'))).toEqual(['mini']);
  });

  test('--json counts what was made', async () => {
    const folder = await workImported();
    const { out } = buildIn(folder, '--json');
    expect(JSON.parse(out)).toEqual({
      edition: '2024d',
      release: join(folder, 'out', '2024d'),
      ledger: join(folder, 'mappings', 'concept-ids.tsv'),
      // Of the edition, and the private ones that the program brings.
      concepts: 4 + 131,
      deprecated: 0,
      relationships: 0,
      synonyms: 3 + 130,
      firstNewId: 2128200000,
      lastNewId: 2128200003,
      newIds: 4,
      idsInLedger: 4,
      diagnostics: { error: 0, finding: 0, warning: 0, note: 0 },
    });
  });

  test('an attribute in the middle, a retired code and one that is gone change no id', async () => {
    const folder = makeWorkFolder(await newFolder(), {
      label: '2024c',
      attributes: [
        ['(0008,0060)', 'Modality', 'Modality'],
        ['(0018,5100)', 'Patient Position', 'PatientPosition'],
      ],
    });
    importIn(folder, '2024c');
    run(folder, 'build', '--edition', '2024c', '--cache', 'cache');
    const before = read(folder, 'mappings', 'concept-ids.tsv');
    upload(folder, {
      label: '2024d',
      attributes: [
        ['(0008,0061)', 'Modalities in Study', 'ModalitiesInStudy'],
        ['(0018,5100)', 'Patient Position', 'PatientPosition', 'RET (2024d)'],
      ],
    });
    importIn(folder);
    expect(buildIn(folder).code).toBe(0);
    const after = read(folder, 'mappings', 'concept-ids.tsv');
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(/^\d+\tDICOM\t00080061\t2024d\n$/);
    const concepts = read(folder, 'out', '2024d', 'CONCEPT.csv');
    expect(concepts).toMatch(
      new RegExp(`^${idOf(folder, '00185100')}\\tPatient Position\\t.*\\t19930101\\t20240914\\tD$`, 'm'),
    );
    expect(concepts).toMatch(
      new RegExp(`^${idOf(folder, '00080060')}\\tModality\\t.*\\t19930101\\t20240914\\tD$`, 'm'),
    );
  });

  test('--locked fails where the ledger would have to grow, and writes nothing', async () => {
    const folder = await workImported();
    const { code, out, err } = buildIn(folder, '--locked');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('error ledger-locked at ');
    expect(err).toContain('nothing was written');
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(ledgersOf(folder)).toEqual([]);
  });

  test('the other profile has its classes, raw codes and a ledger of its own', async () => {
    const folder = await workImported();
    expect(buildIn(folder, '--profile', 'dicom2omop').code).toBe(0);
    expect(read(folder, 'out', '2024d', 'CONCEPT_CLASS.csv')).toContain('DICOM Value Sets');
    expect(ledgersOf(folder)).toEqual(['concept-history.dicom2omop.tsv', 'concept-ids.dicom2omop.tsv']);
  });

  test('a ledger elsewhere has its history beside it', async () => {
    const folder = await workImported();
    expect(buildIn(folder, '--ledger', 'my.tsv').code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('my'))).toEqual([
      'my.history.tsv',
      'my.private.history.tsv',
      'my.private.tsv',
      'my.tsv',
    ]);
    expect(ledgersOf(folder)).toEqual([]);
  });

  test.each([
    {
      title: 'a document in the cache that is not what was stored',
      break: (folder: string) => writeFileSync(join(folder, 'cache/2024d/part06.xml'), 'x'),
      code: 'cache-damaged',
    },
    {
      title: 'a merge conflict in the ledger',
      break: (folder: string) => editLedger(folder, (text) => text.replace('\n', '\n<<<<<<< HEAD\n')),
      code: 'file-merge-conflict',
    },
    {
      title: 'an id that stands twice',
      break: (folder: string) =>
        editLedger(
          folder,
          (text) => `${text}${text.trimEnd().split('\n').at(-1)?.replace('1.2.840.10008.1.2', 'X')}\n`,
        ),
      code: 'ledger-id-repeated',
    },
    {
      title: 'a curated file without its header',
      break: (folder: string) => writeFileSync(join(folder, 'mappings/units.tsv'), 'mm\n'),
      code: 'file-header-wrong',
    },
    {
      title: 'a profile that is no JSON',
      break: (folder: string) => writeFileSync(join(folder, 'mappings/profiles/default.json'), '{'),
      code: 'profile-malformed',
    },
  ])('$title: exit code 1, release and ledger as they were', async ({ break: breakIt, code }) => {
    const folder = await workBuilt();
    breakIt(folder);
    const before = stateOf(folder);
    const { code: exit, out, err } = buildIn(folder);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^error ${code} at \\S+/(?:cache|mappings)/`, 'm'));
    expect(err).toContain('nothing was written');
    expect(stateOf(folder)).toEqual(before);
  });

  test('a registry without its headings: exit code 1, release and ledger as they were', async () => {
    const folder = await workBuilt();
    const before = stateOf(folder);
    const part6 = makeEdition({ label: '2024d' })['part06.xml'] ?? '';
    upload(folder, { label: '2024d' }, { 'part06.xml': part6.replace('>Keyword<', '>Key<') });
    expect(importIn(folder).code).toBe(0);
    const { code, err } = buildIn(folder);
    expect(code).toBe(1);
    expect(err).toContain('error table-heading-missing at PS3.6 2024d Table 6-1 #table_6-1');
    expect(stateOf(folder)).toEqual(before);
  });

  test('a finding is published, with exit code 1 and no path of this machine', async () => {
    const folder = makeWorkFolder(await newFolder(), {
      label: '2024d',
      attributes: [
        ['(0018 9445)', 'Broken', 'Broken'],
        ['(0018,5100)', 'Patient Position', 'PatientPosition'],
      ],
    });
    const cells = join(folder, 'mappings', 'corrections', 'cells.tsv');
    writeFileSync(
      cells,
      `${readFileSync(cells, 'utf8').trimEnd()}\n2024d\t6\t6-1\tno such text\tx\tfor the test\n`,
    );
    importIn(folder);
    const { code, err } = buildIn(folder);
    expect(code).toBe(0);
    expect(err).toContain('finding tag-malformed at PS3.6 2024d Table 6-1 row 1');
    expect(buildIn(folder, '--strict').code).toBe(1);
    expect(err).toContain(`warning correction-stale at ${cells}:`);
    const diagnostics = read(folder, 'out', '2024d', 'diagnostics.tsv');
    expect(diagnostics).toMatch(/^warning\tcorrection-stale\tmappings\/corrections\/cells\.tsv:\d+\t/m);
    for (const [name] of Object.entries(digestsOf(join(folder, 'out', '2024d')))) {
      expect([name, read(folder, 'out', '2024d', name).includes(folder)]).toEqual([name, false]);
    }
  });

  test.each([
    {
      title: 'an edition that is not there',
      args: ['--edition', '2031a'],
      message: 'edition 2031a is not in the standard cache',
    },
    {
      title: 'a label that names a path',
      args: ['--edition', '../2024d'],
      message: '"../2024d" is no edition label',
    },
    { title: 'a profile that is not there', args: ['--profile', 'nope'], message: 'nope.json is not there' },
    {
      title: 'a profile that names a path',
      args: ['--profile', '../x'],
      message: '"../x" is no name of a profile',
    },
    { title: 'an unknown option', args: ['--editon', '2024d'], message: 'Unknown argument' },
    {
      title: 'a ledger that is a folder',
      args: ['--edition', 'mini', '--ledger', 'mappings'],
      message: 'cannot read ',
    },
    {
      title: 'an output that is a file',
      args: ['--edition', 'mini', '--cache', join(ROOT, 'standard-cache'), '--out', 'in/part06.xml'],
      message: 'cannot write ',
    },
  ])('$title is exit code 2', async ({ args, message }) => {
    const folder = await workImported();
    const { code, out, err } = run(folder, 'build', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(ledgersOf(folder)).toEqual([]);
  });
});
