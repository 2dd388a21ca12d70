/** `diff`: releases or cached editions compared, in every form. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, type Run, run, runAll } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords } from '../support/table-text.js';
import { makeTwoEditions } from '../support/two-editions.js';

const newFolder = useFolders();
const OLD = join('out', '2024c');
const NEW = join('out', '2024d');
const TABLES = [
  'CONCEPT',
  'CONCEPT_CLASS',
  'CONCEPT_RELATIONSHIP',
  'CONCEPT_SYNONYM',
  'RELATIONSHIP',
  'VOCABULARY',
];
const KEYS: Record<string, readonly string[]> = {
  CONCEPT: ['concept_id'],
  CONCEPT_RELATIONSHIP: ['concept_id_1', 'concept_id_2', 'relationship_id'],
  CONCEPT_SYNONYM: ['concept_id', 'concept_synonym_name', 'language_concept_id'],
};

/** What cannot be compared: the arguments, and what is said. */
const WRONG: readonly {
  readonly title: string;
  readonly args: readonly string[];
  readonly message: string;
}[] = [
  { title: 'no release and no edition', args: [OLD, 'nowhere'], message: 'is neither the folder of a rel' },
  {
    title: 'an edition that is not cached',
    args: [OLD, '2031a'],
    message: 'is neither the folder of a rel',
  },
  { title: 'a limit that is no number', args: [OLD, NEW, '--limit', 'few'], message: '"few" is no number' },
  {
    title: 'a condition that is none',
    args: [OLD, NEW, '--fail-on', 'x'],
    message: '"x" is nothing to fail',
  },
  { title: 'a form that is none', args: [OLD, NEW, '--format', 'pdf'], message: 'Choices: "md", "json"' },
  { title: 'one side only', args: [OLD], message: 'Not enough non-option arguments' },
  { title: 'an output that is a folder', args: [OLD, NEW, '--out', 'in'], message: 'is a folder' },
  {
    title: 'an output below a file',
    args: [OLD, NEW, '--out', join('in', 'part03.xml', 'x.md')],
    message: 'cannot write ',
  },
  {
    title: "a delta folder that holds the user's files",
    args: [OLD, NEW, '--out', 'never.md', '--delta', 'in'],
    message: 'holds something else than a release',
  },
];

/** Comparisons of the two releases, by what is asked for. */
const ASKED = {
  md: [],
  cut: ['--limit', '0'],
  tsv: ['--format', 'tsv'],
  json: ['--format', 'json'],
  file: ['--format', 'tsv', '--out', 'changes.tsv'],
  page: ['--format', 'html', '--out', 'changes.html'],
  delta: ['--delta', 'delta', '--out', 'report.md'],
  renamed: ['--fail-on', 'renamed,domain'],
  unmet: ['--fail-on', 'domain,id'],
} as const;

let folder = '';
let asked: Readonly<Record<string, Run>> = {};
const diff = (...args: string[]) => run(folder, 'diff', ...args);
const of = (name: keyof typeof ASKED) => asked[name] as Run;

beforeAll(async () => {
  folder = makeTwoEditions(await newFolder(), ['2024c', '2024d']);
  const runs = runAll(
    folder,
    Object.values(ASKED).map((args) => ['diff', OLD, NEW, ...args]),
  );
  asked = Object.fromEntries(Object.keys(ASKED).map((name, index) => [name, runs[index] as Run]));
});

describe('diff of two releases', () => {
  test('Markdown on standard output, with what needs a decision', () => {
    const { code, out } = of('md');
    expect(code).toBe(0);
    expect(out).toMatch(/^# DICOM 2024c → 2024d\n/);
    expect(out).toContain('Position of the Patient');
    expect(out).toContain('`00185100:HFP`');
  });

  test('--limit cuts the lists of the Markdown and says so', () => {
    const whole = of('md').out;
    const cut = of('cut').out;
    expect(cut.length).toBeLessThan(whole.length);
    expect(cut).not.toContain('Position of the Patient');
    expect(cut).toContain('- 1, see `changes.tsv`');
  });

  test('JSON and TSV hold the same changes', () => {
    const tsv = join(folder, 'changes.tsv');
    expect(of('file').out).toMatch(/^\d+ changes from 2024c to 2024d, in changes\.tsv\n/);
    const { old, new: now, counts, changes } = JSON.parse(of('json').out);
    expect([old.edition, now.edition]).toEqual(['2024c', '2024d']);
    const kinds = readRecords(tsv).map(({ kind }) => kind ?? '');
    expect(kinds).toEqual(changes.map(({ kind }: { readonly kind: string }) => kind));
    for (const [kind, count] of Object.entries(counts)) {
      expect([kind, kinds.filter((each) => each === kind).length]).toEqual([kind, count]);
    }
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(['renamed', 'concept-retired', 'term-added']));
  });

  test('the page is one file that loads nothing', () => {
    expect(of('page').code).toBe(0);
    const page = readFileSync(join(folder, 'changes.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('Position of the Patient');
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=/);
  });

  test('old + delta = new, for every table', () => {
    expect(of('delta').code).toBe(0);
    for (const table of TABLES) {
      const [key, ...rest] = KEYS[table] ?? [`${table.toLowerCase()}_id`];
      const keyOf = (row: Record<string, string>) => [key ?? '', ...rest].map((name) => row[name]).join('\t');
      const rows = new Map(readRecords(join(folder, OLD, `${table}.csv`)).map((row) => [keyOf(row), row]));
      for (const { action, ...row } of readRecords(join(folder, 'delta', `${table}_delta.csv`))) {
        expect([table, action, rows.has(keyOf(row))]).toEqual([table, action, action !== 'insert']);
        if (action === 'delete') rows.delete(keyOf(row));
        else rows.set(keyOf(row), row);
      }
      const expected = readRecords(join(folder, NEW, `${table}.csv`)).map((row) => [keyOf(row), row]);
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'delta', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ from: { edition: '2024c' }, to: { edition: '2024d' } });
    expect(manifest.files['CONCEPT_delta.csv']).toMatchObject({ insert: 2, delete: 0 });
  });

  test('--fail-on names what is not to happen unseen', () => {
    const failed = of('renamed');
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(/^dicom-omop: 1 change to fail on: renamed$/m);
    expect(of('unmet').code).toBe(0);
  });
});

test('cached editions are built aside: ledger, cache and releases stay as they are', () => {
  const before = digestsOf(folder);
  const { code, out } = diff('2024c', '2024d', '--cache', 'cache', '--format', 'tsv');
  expect(code).toBe(0);
  expect(digestsOf(folder)).toEqual(before);
  expect(out).toBe(of('tsv').out);
});

describe('diff of what cannot be compared', () => {
  test('exit code 2, a next step and nothing written', () => {
    const before = digestsOf(folder);
    const runs = runAll(
      folder,
      WRONG.map(({ args }) => ['diff', ...args]),
    );
    for (const [index, { title, message }] of WRONG.entries()) {
      const { code, out, err } = runs[index] as Run;
      expect([title, code, out]).toEqual([title, 2, '']);
      expect([title, err]).toEqual([title, expect.stringContaining(message)]);
      expect([title, err]).toEqual([title, expect.stringMatching(/\n {2}next: ./)]);
    }
    expect(digestsOf(folder)).toEqual(before);
  });

  test('a release with a broken table: exit code 1, with file and line', () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'manifest.json'), '{"edition": "2024d"}');
    for (const name of TABLES) {
      writeFileSync(join(broken, `${name}.csv`), 'concept_id\tconcept_name\n1\tCT\textra\n');
    }
    const { code, out, err } = diff(OLD, 'broken');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error \S+ at .*broken\/CONCEPT\.csv:\d+: /m);
  });
});
