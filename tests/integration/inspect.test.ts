/** `inspect`, and what every command has in common. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, run } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';
import { buildIn, importIn, makeWorkFolder } from '../support/work-folder.js';

const newFolder = useFolders();
let folder = '';

beforeAll(async () => {
  const positions = Array.from({ length: 25 }, (_, index) => [`POSITION ${index}`, `The ${index}th`]);
  folder = makeWorkFolder(await newFolder(), {
    label: '2024d',
    values: { HFS: 'Head First-Supine', ...Object.fromEntries(positions) },
    codes: [
      ['CT', 'Computed Tomography'],
      ['121139', 'Modality'],
    ],
  });
  importIn(folder);
  expect(buildIn(folder)).toMatchObject({ code: 0 });
});

const inspect = (...args: string[]) =>
  run(folder, 'inspect', ...args, '--edition', '2024d', '--cache', 'cache');

describe('inspect', () => {
  test.each([
    {
      query: ['0018,5100'],
      shows: ['(0018,5100)  Patient Position  [attribute]', 'HFS = Head First-Supine', 'PS3.6 Table 6-1 row'],
    },
    { query: ['CID 29'], shows: ['CID 29  ', 'DCM:CT '] },
    { query: ['CID', '29'], shows: ['CID 29  '] },
    { query: ['CT'], shows: ['DCM:CT  Computed Tomography  [code]', 'CID 29'] },
    { query: ['DCM:121139'], shows: ['DCM:121139  Modality  [code]'] },
    { query: ['1.2.840.10008.1.2'], shows: ['1.2.840.10008.1.2  ', '[uid]'] },
    {
      query: ['00185100:HFS'],
      shows: ['00185100:HFS  Head First-Supine  [value]', '(0018,5100) Patient Position'],
    },
    { query: ['HFS'], shows: ['00185100:HFS  '] },
    { query: ['PatientPosition'], shows: ['(0018,5100)  '] },
    { query: ['patient', 'position'], shows: ['(0018,5100)  '] },
  ])('$query is answered from the release', ({ query, shows }) => {
    const { code, out, err } = inspect(...query);
    expect([code, err]).toEqual([0, '']);
    for (const text of shows) expect(out).toContain(text);
    expect(out).not.toContain('part06.xml');
  });

  test('--json is the whole entry', () => {
    const { edition, entries, near } = JSON.parse(inspect('0018,5100', '--json').out);
    expect([edition, near]).toEqual(['2024d', []]);
    expect(entries).toMatchObject([{ kind: 'attribute', key: '(0018,5100)', name: 'Patient Position' }]);
    const values = entries[0].sections.find(({ title }: { title: string }) => title === 'Values');
    expect(values.items).toHaveLength(26);
  });

  test('--source adds the rows of the XML and the lines of the release', () => {
    expect(inspect('0018,5100', '--source').out).toMatch(
      /part06\.xml:\d+ {2}\(0018,5100\) \| Patient Position/,
    );
    const { entries, outputLines } = JSON.parse(inspect('0018,5100', '--source', '--json').out);
    expect(outputLines[0]).toMatch(/CONCEPT\.csv:\d+ {2}\d+ \| Patient Position \|/);
    const place = entries[0].sections.find(({ title }: { title: string }) => title === 'In the standard');
    expect(place.items[0].source).toMatchObject({
      line: expect.any(Number),
      cells: expect.arrayContaining(['(0018,5100)', 'Patient Position']),
    });
  });

  test('shows the first items of a section, and all if asked', () => {
    const some = inspect('0018,5100').out;
    const all = inspect('0018,5100', '--all').out;
    expect(some).toMatch(/\.\.\. \d+ more \(--all\)/);
    expect(all).not.toContain('more (--all)');
    expect(all.length).toBeGreaterThan(some.length);
  });

  test('what is not there is exit code 1, with what is near it', () => {
    const { code, out, err } = inspect('patient', 'positin');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('nothing in 2024d is called "patient positin"');
    expect(err).toContain('near it:\n  (0018,5100)  Patient Position (attribute)');
    expect(err).toContain('next: ask for a tag (0018,0081)');
    const { entries, near } = JSON.parse(inspect('positin', '--json').out);
    expect([entries, near.length > 0]).toEqual([[], true]);
  });

  test('without a release it is answered from the XML, and nothing is written', () => {
    const before = digestsOf(folder);
    const { code, out } = inspect('0018,5100', '--out', 'elsewhere', '--ledger', 'none.tsv');
    expect(code).toBe(0);
    expect(out).toContain('(0018,5100)  Patient Position  [attribute]');
    expect(out).toMatch(/part06\.xml:\d+/);
    expect(digestsOf(folder)).toEqual(before);
  });
});

describe('the program', () => {
  test('--help names the commands, each with its own examples', () => {
    const { code, out } = run(folder, '--help');
    expect(code).toBe(0);
    for (const name of ['import', 'build', 'inspect']) {
      expect(out).toContain(`dicom-omop ${name}`);
      expect(run(folder, name, '--help').out).toContain('Examples:');
    }
  });

  test('--version is that of the package', () => {
    expect(run(folder, '--version').out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test.each([
    { args: [], message: 'a command is needed' },
    { args: ['biuld'], message: 'Did you mean build?' },
    { args: ['build', 'more'], message: 'Unknown' },
    { args: ['inspect'], message: 'Not enough non-option arguments' },
  ])('dicom-omop $args is exit code 2', ({ args, message }) => {
    const { code, out, err } = run(folder, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('of an option that is given twice the last counts', () => {
    const { code, out } = inspect('CID', '29', '--json', '--edition', '2031a');
    expect(code).toBe(0);
    expect(JSON.parse(out).entries[0].key).toBe('CID 29');
  });
});
