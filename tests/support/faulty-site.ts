/** A site whose builds meet faults, and what must hold of its ids whatever happens. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';
import { MAIN, ROOT, type Run, run } from './command-line.js';
import { useFolders } from './standard-document.js';
import { readRecords } from './table-text.js';
import { importIn, makeWorkFolder, upload } from './work-folder.js';

export const IS_FULL = process.env.TRIAL === 'full';
export const MINUTES = 60_000;
const HOOK = pathToFileURL(join(ROOT, 'tests', 'trial', 'fault-hook.mjs')).href;
export const EDITIONS = ['2024a', '2024b', '2024c', '2024d'];

/** Editions in a cache, each with attributes that only it has and some that the one before has too. */
function makeSite(parent: string): string {
  const folder = makeWorkFolder(parent);
  for (const [index, label] of EDITIONS.entries()) {
    const attributes = [0, 1, 2, 3].map((number) => {
      const element = `10${String(index * 2 + number).padStart(2, '0')}`;
      return [`(0009,${element})`, `Attribute ${element}`, `Attribute${element}`] as const;
    });
    upload(folder, { label, attributes });
    importIn(folder, label);
  }
  return folder;
}

export interface Sites {
  /** Nothing is built yet. */
  readonly bare: () => string;
  /** 2024b is built. */
  readonly built: () => string;
  readonly copyOf: (source: string) => Promise<string>;
}

/** Folders of this test file. Call `prepare` in a `beforeAll`. */
export function useSites(): Sites & { readonly prepare: () => Promise<void> } {
  const newFolder = useFolders();
  let bare = '';
  let built = '';
  const copyOf = async (source: string) => {
    const folder = join(await newFolder(), 'work');
    cpSync(source, folder, { recursive: true });
    return folder;
  };
  const prepare = async () => {
    bare = makeSite(await newFolder());
    built = await copyOf(bare);
    expect(run(built, ...buildOf('2024b'))).toMatchObject({ code: 0 });
  };
  return { bare: () => bare, built: () => built, copyOf, prepare };
}

export function buildOf(label: string): string[] {
  return ['build', '--edition', label, '--cache', 'cache'];
}

/** Runs the program with a fault of the disk. */
export function runFaulty(
  folder: string,
  args: readonly string[],
  env: Record<string, string>,
): Run & { signal: string | null } {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', HOOK, MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr, signal };
}

/** Of the standard's codes, and of private attributes. */
export const LEDGERS = ['concept-ids.tsv', 'concept-ids.private.tsv'];

export const ledgerText = (folder: string, name = 'concept-ids.tsv') => {
  const file = join(folder, 'mappings', name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** Id -> code of everything that a folder has published, added to what was published before: an id has one code for ever. */
export function collectPublished(folder: string, published: Map<string, string>): void {
  const out = join(folder, 'out');
  for (const edition of existsSync(out) ? readdirSync(out) : []) {
    if (!/^\d{4}[a-z]$/.test(edition)) continue;
    for (const { concept_id: id = '', concept_code: code = '' } of readRecords(
      join(out, edition, 'CONCEPT.csv'),
    )) {
      if (code === 'OMOP generated') continue;
      expect([edition, id, published.get(id) ?? code]).toEqual([edition, id, code]);
      published.set(id, code);
    }
  }
}

/** Every published id stands in a ledger under its code; ids and codes stand there once, those of private attributes in their own. */
export function expectLedgerHolds(folder: string, published: ReadonlyMap<string, string>): void {
  const lines = LEDGERS.flatMap((name) =>
    ledgerText(folder, name)
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t')),
  );
  const codeOf = new Map(lines.map(([id = '', , code = '']) => [id, code]));
  expect(codeOf.size).toBe(lines.length);
  expect(new Set(lines.map(([, vocabulary, code]) => `${vocabulary} ${code}`)).size).toBe(lines.length);
  for (const [id, code] of published) expect([id, codeOf.get(id)]).toEqual([id, code]);
}

export function expectNothingLeft(folder: string): void {
  const names = [...readdirSync(join(folder, 'mappings')), ...readdirSync(join(folder, 'out'))];
  expect(names.filter((name) => /\.(?:new|old)-|\.lock$|\.commit$/.test(name))).toEqual([]);
}

/** How many changes to the disk a run makes. */
export function countChanges(folder: string, args: readonly string[]): number {
  const log = join(folder, '..', 'changes.log');
  expect(runFaulty(folder, args, { FAULT_LOG: log }).code).toBe(0);
  return readFileSync(log, 'utf8').split('\n').length - 1;
}

/** Which changes to be killed before: the last ones, where ledger and release are put in place, and others from among the many before. */
export function pick(changes: number): number[] {
  const all = Array.from({ length: changes }, (_, index) => index + 1);
  const step = Math.max(1, Math.ceil(changes / 25));
  const isSample = (number: number) => number === 20 || (changes - number < 26 && number % 6 === 0);
  const isFull = (number: number) => changes - number < 26 || number % step === 0;
  const picked = all.filter(IS_FULL ? isFull : isSample);
  if (IS_FULL)
    process.stderr.write(
      `${expect.getState().currentTestName}: ${picked.length} of ${changes} changes to the disk\n`,
    );
  return picked;
}
