/** `ids import`: an empty ledger seeded with the ids of another CONCEPT file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Run, run, runAll } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords, tabText } from '../support/table-text.js';

const newFolder = useFolders();
const HEADER = ['concept_id', 'concept_name', 'vocabulary_id', 'concept_code'];

const importIn = (folder: string, file: string, ...more: string[]) =>
  run(folder, 'ids', 'import', file, '--edition', 'mini', '--ledger', 'mine.tsv', ...more);

/** `id code` of each line of the ledger. */
const idsOf = (folder: string) =>
  readRecords(join(folder, 'mine.tsv')).map(({ concept_id: id, concept_code: code }) => `${id} ${code}`);

describe('a tab-separated file with rows of a predecessor', () => {
  let folder = '';
  let result: Run;

  beforeAll(async () => {
    folder = await newFolder();
    const rows = [
      HEADER,
      [2128000900, 'Computed Tomography', 'DICOM', 'CT'],
      [2128000100, 'Echo Time', 'DICOM', '(0018,0081)'],
      [2128000500, 'Head first-supine', 'DICOM', 'HFS'],
      [2128000501, 'BRAIN', 'DICOM', 'BRAIN'],
      [2128000502, 'YES', 'DICOM', 'YES'],
      [2128000503, 'Nothing of ours', 'DICOM', 'ZZZZ'],
      [4300757, 'Computed tomography', 'SNOMED', '77477000'],
    ];
    writeFileSync(join(folder, 'OLD_CONCEPT.csv'), tabText(rows));
    result = importIn(folder, 'OLD_CONCEPT.csv');
  });

  test('codes, tags and raw terms keep their ids, in the order of the ids', () => {
    expect(idsOf(folder)).toEqual([
      '2128000100 00180081',
      '2128000500 00185100:HFS',
      '2128000501 00180015:BRAIN',
      '2128000900 CT',
    ]);
  });

  test('the report says how each row was told, and what an ambiguous one may be', () => {
    const report = readRecords(join(folder, 'ids-import.tsv'));
    expect(report.map(({ old_code: code, how }) => `${code}: ${how}`)).toEqual([
      'CT: same code',
      '(0018,0081): same tag',
      'HFS: value of one attribute only',
      'BRAIN: value and name',
      'YES: ambiguous',
      'ZZZZ: unknown code',
    ]);
    expect(report[4]).toMatchObject({ new_id: '', candidates: expect.stringMatching(/:YES .*:YES/) });
  });

  test('what could not be told is exit code 1, and counted', () => {
    expect(result.code).toBe(1);
    expect(result.out).toMatch(/^6 rows\n/);
    expect(result.out).toMatch(/^ +1 ambiguous$/m);
    expect(result.out).toContain(`ledger   ${join(folder, 'mine.tsv')}`);
  });

  test('a ledger that holds other ids is refused and stays as it is, that of the same import is not; a build from it publishes the ids', () => {
    const before = readFileSync(join(folder, 'mine.tsv'), 'utf8');
    const options = ['--edition', 'mini', '--ledger', 'mine.tsv'];
    const old = readFileSync(join(folder, 'OLD_CONCEPT.csv'), 'utf8');
    writeFileSync(join(folder, 'OTHER_CONCEPT.csv'), old.replace('2128000501', '2128000601'));
    const [again, refused, built] = runAll(folder, [
      ['ids', 'import', 'OLD_CONCEPT.csv', ...options],
      ['ids', 'import', 'OTHER_CONCEPT.csv', ...options],
      ['build', ...options],
    ]);
    expect([again?.code, refused?.code, built?.code]).toEqual([1, 2, 0]);
    expect(refused?.err).toMatch(/mine\.tsv holds ids already: .*\n {2}next: name a new file with --ledger/);
    expect(readFileSync(join(folder, 'mine.tsv'), 'utf8').startsWith(before)).toBe(true);
    const concepts = readRecords(join(folder, 'out', 'mini', 'CONCEPT.csv'));
    const idOf = new Map(concepts.map(({ concept_code: code, concept_id: id }) => [code, id]));
    expect(idOf.get('00185100:HFS')).toBe('2128000500');
    expect(idOf.get('00180015:BRAIN')).toBe('2128000501');
    expect(new Set(concepts.map(({ concept_id: id }) => id)).size).toBe(concepts.length);
  });
});

describe('a comma-separated file', () => {
  test('quoted names and any order of columns are read; --json counts', async () => {
    const folder = await newFolder();
    const lines = [
      'concept_code,concept_name,concept_id',
      'HFS,"Head ""first"", supine",2128000500',
      'MR,MR,2128000001',
    ];
    writeFileSync(join(folder, 'old.csv'), lines.map((line) => `${line}\r\n`).join(''));
    const { code, out } = importIn(folder, 'old.csv', '--json', '--report', 'told.tsv');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      rows: 2,
      matched: { 'same code': 1, 'value of one attribute only': 1 },
      ledger: join(folder, 'mine.tsv'),
      report: join(folder, 'told.tsv'),
    });
    expect(idsOf(folder)).toEqual(['2128000001 MR', '2128000500 00185100:HFS']);
    expect(readFileSync(join(folder, 'told.tsv'), 'utf8')).toContain('Head "first", supine');
  });
});

const WRONG = [
  {
    name: 'ohdsi.csv',
    text: tabText([HEADER, [44, 'CT', 'DICOM', 'CT']]),
    message: 'error ledger-id-wrong at ohdsi.csv:2: no concept id of a site vocabulary',
  },
  {
    name: 'columns.csv',
    text: 'code\tname\nCT\tCT\n',
    message:
      'error old-concepts-malformed at columns.csv:1: no column concept_id, concept_code, concept_name',
  },
  {
    name: 'number.csv',
    text: tabText([HEADER, ['2.1e9', 'CT', 'DICOM', 'CT']]),
    message: 'error old-concepts-malformed at number.csv:2: a row without an integer id and a code',
  },
];

test('ids that cannot be kept: exit code 1, place and next step, and no ledger', async () => {
  const folder = await newFolder();
  for (const { name, text } of WRONG) writeFileSync(join(folder, name), text);
  const options = ['--edition', 'mini', '--ledger', 'mine.tsv'];
  const runs = runAll(
    folder,
    WRONG.map(({ name }) => ['ids', 'import', name, ...options]),
  );
  for (const [index, { name, message }] of WRONG.entries()) {
    const { code, err } = runs[index] as Run;
    expect([name, code]).toEqual([name, 1]);
    expect(err).toContain(message);
    expect(err).toMatch(/; next: .*\nnothing was written\n$/);
  }
  expect(existsSync(join(folder, 'mine.tsv'))).toBe(false);
});
