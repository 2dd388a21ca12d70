import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatLedger } from '../../src/assign/ledger.js';
import { runIdsCheck, runIdsMigrate, runIdsRebase } from '../../src/commands/ids.js';
import { ledgerOf } from '../support/ledgers.js';
import { useFolders } from '../support/standard-document.js';
import { terminalIn } from '../support/terminal.js';

const newFolder = useFolders();
const BASE = ['CT=2128200000', 'MR=2128200001'];
const MAIN = [...BASE, 'US=2128200002', 'NM=2128200003'];
const REBASED = [...MAIN, 'XA=2128200004', 'XB=2128200005'];

const ME = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-C', folder, ...ME, ...args], { encoding: 'utf8', stdio: 'pipe' });
const ledgerIn = (folder: string) => join(folder, 'mappings', 'concept-ids.tsv');
const write = (folder: string, lines: readonly string[]) =>
  writeFileSync(ledgerIn(folder), formatLedger(ledgerOf(...lines)));
const commit = (folder: string, lines: readonly string[]) => {
  write(folder, lines);
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'ids');
};

/** Branches `main` and `mine`, each with two ids after the same base; `mine` is checked out. */
async function makeBranches(): Promise<string> {
  const folder = await newFolder();
  mkdirSync(join(folder, 'mappings'));
  git(folder, 'init', '-q', '-b', 'main');
  commit(folder, BASE);
  git(folder, 'checkout', '-qb', 'mine');
  commit(folder, [...BASE, 'XA=2128200002', 'XB=2128200003']);
  git(folder, 'checkout', '-q', 'main');
  commit(folder, MAIN);
  git(folder, 'checkout', '-q', 'mine');
  return folder;
}

describe('ids rebase', () => {
  test.each([
    ['before a merge', []],
    ['in the conflict of a merge', ['merge', 'main']],
    ['in the conflict of a rebase', ['rebase', 'main']],
  ])('%s renumbers what this branch added, never what the other has', async (_title, command) => {
    const folder = await makeBranches();
    if (command.length > 0) {
      spawnSync('git', ['-C', folder, ...ME, ...command]);
      expect(readFileSync(ledgerIn(folder), 'utf8')).toContain('<<<<<<<');
    }
    const terminal = terminalIn(folder);
    expect(runIdsRebase({ onto: 'main', json: false }, terminal)).toBe(0);
    expect(readFileSync(ledgerIn(folder), 'utf8')).toBe(formatLedger(ledgerOf(...REBASED)));
    expect(terminal.said.out).toContain('2128200002 -> 2128200004  DICOM XA\n');
    expect(terminal.said.out).toContain('2 codes renumbered after main');
  });

  test('a branch that git does not know is refused, and nothing is written', async () => {
    const folder = await makeBranches();
    const before = readFileSync(ledgerIn(folder), 'utf8');
    expect(() => runIdsRebase({ onto: 'nowhere', json: false }, terminalIn(folder))).toThrow('nowhere');
    expect(readFileSync(ledgerIn(folder), 'utf8')).toBe(before);
  });
});

describe('ids check', () => {
  test('a ledger that only grew keeps its promises', async () => {
    const folder = await makeBranches();
    const terminal = terminalIn(folder);
    expect(runIdsCheck({ json: false }, terminal)).toBe(0);
    expect(terminal.said.out).toContain('concept-ids.tsv (3 versions)');
  });

  test('a line that was changed since the last commit is named with the way back', async () => {
    const folder = await makeBranches();
    write(folder, ['CT=2128200000', 'OTHER=2128200001', 'XA=2128200002', 'XB=2128200003']);
    const terminal = terminalIn(folder);
    expect(runIdsCheck({ json: false }, terminal)).toBe(1);
    expect(terminal.said.err).toMatch(
      /ledger-line-changed at \S+concept-ids\.tsv:3: the working tree changed/,
    );
    expect(terminal.said.err).toContain('next: restore the line: git show ');
  });
});

test('ids migrate writes the pairs and the SQL, and tells which rows no code was found for', async () => {
  const folder = await newFolder();
  const header = 'concept_id\tconcept_name\tvocabulary_id\tconcept_code\n';
  mkdirSync(join(folder, 'release'));
  const own = '2128200001\tCT\tDICOM\tCT\n4300757\tComputed tomography\tSNOMED\t77477000\n';
  writeFileSync(join(folder, 'release', 'CONCEPT.csv'), header + own);
  writeFileSync(
    join(folder, 'old.csv'),
    `${header}2000000001\tCT\tDICOM\tCT\n2000000002\tGone\tDICOM\tGONE\n`,
  );
  const terminal = terminalIn(folder);
  expect(runIdsMigrate({ from: 'old.csv', release: 'release', out: 'out', json: true }, terminal)).toBe(1);
  expect(JSON.parse(terminal.said.out)).toMatchObject({
    rows: 2,
    matched: { 'same code': 1, 'unknown code': 1 },
  });
  expect(
    readFileSync(join(folder, 'out', 'id_migration.tsv'), 'utf8')
      .split('\n')
      .slice(1),
  ).toEqual([
    '2000000001\t2128200001\tCT\tsame code\tCT\tCT\t',
    '2000000002\t\t\tunknown code\tGONE\tGone\t',
    '',
  ]);
  const sql = readFileSync(join(folder, 'out', 'migrate.sql'), 'utf8');
  expect(sql.match(/\(\d+, \d+\)/g)).toEqual(['(2000000001, 2128200001)']);
});
