/** `inspect`, and what every command has in common. */
import { join } from 'node:path';
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
      shows: ['attributes: (0018,5100) "Patient Position"', 'part06.xml:', 'Maps to value', 'CONCEPT.csv:'],
    },
    { query: ['CID 29'], shows: ['context_groups: CID 29 ', 'context_group_members: (CT, DCM, '] },
    { query: ['CID', '29'], shows: ['context_groups: CID 29 '] },
    { query: ['DCM:121139'], shows: ['code_definitions: (121139, DCM, "Modality")', ' 121139 "Modality"'] },
    { query: ['1.2.840.10008.1.2'], shows: ['uids: 1.2.840.10008.1.2 ', 'CONCEPT.csv:'] },
    { query: ['00185100:HFS'], shows: ['HFS = ', ' 00185100:HFS ', 'Value mapped from'] },
    { query: ['PatientPosition'], shows: [' 00185100 "Patient Position"'] },
  ])('$query shows facts, concept and output lines', ({ query, shows }) => {
    const { code, out, err } = inspect(...query);
    expect([code, err]).toEqual([0, '']);
    for (const text of shows) expect(out).toContain(text);
  });

  test('--json is the whole trace, with the row of the XML', () => {
    const { facts, concepts, synonyms, links, outputLines } = JSON.parse(inspect('0018,5100', '--json').out);
    expect(facts[0]).toMatchObject({
      table: 'attributes',
      at: { part: 6, edition: '2024d', label: 'Table 6-1' },
      source: {
        file: expect.stringContaining('part06.xml'),
        line: expect.any(Number),
        cells: expect.arrayContaining(['(0018,5100)', 'Patient Position']),
      },
    });
    expect(concepts).toMatchObject([{ conceptCode: '00185100', conceptName: 'Patient Position' }]);
    expect(synonyms).toEqual(['PatientPosition', '(0018,5100)']);
    expect(links).toHaveLength(26);
    expect(outputLines[0]).toMatchObject({
      file: join(folder, 'out', '2024d', 'CONCEPT.csv'),
      text: expect.stringContaining('Patient Position'),
    });
  });

  test('shows the first lines of a kind, and all if asked', () => {
    const some = inspect('0018,5100').out;
    const all = inspect('0018,5100', '--all').out;
    expect(some).toMatch(/\.\.\. \d+ more lines \(--all\)/);
    expect(all).not.toContain('more lines');
    expect(all.length).toBeGreaterThan(some.length);
  });

  test('what is not there is exit code 1, what is no query exit code 2', () => {
    expect(inspect('0099,0001')).toMatchObject({ code: 1, err: '' });
    const { code, out, err } = inspect('what', 'is', 'this');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('"what is this" is nothing that can be traced');
    expect(err).toContain('next: ask for a tag (0018,0081)');
  });

  test('works without a release, and writes nothing', () => {
    const before = digestsOf(folder);
    const { code, out } = inspect('0018,5100', '--out', 'elsewhere', '--ledger', 'none.tsv');
    expect(code).toBe(0);
    expect(out).toContain('Patient Position');
    expect(out).not.toContain('output lines');
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
    expect(JSON.parse(out).facts[0].text).toContain('CID 29');
  });
});
