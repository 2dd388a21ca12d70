/** `ids rebase`: two branches that both gave ids. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { digestsOf, run } from '../support/command-line.js';
import { type LedgerRepository, makeLedgerRepository } from '../support/ledger-repository.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords } from '../support/table-text.js';

const newFolder = useFolders();
const BOTH = [
  '2128200000 CT',
  '2128200001 MR',
  '2128200002 US',
  '2128200003 NM',
  '2128200004 PT',
  '2128200005 DX',
];

describe('ids rebase', () => {
  let repository: LedgerRepository;
  const rebase = (...more: string[]) => run(repository.folder, 'ids', 'rebase', ...more);
  const ledgerText = () => readFileSync(join(repository.folder, 'mappings', 'concept-ids.tsv'), 'utf8');

  beforeEach(async () => {
    repository = makeLedgerRepository(join(await newFolder(), 'repository'));
    repository.git('checkout', '-q', '-b', 'branch');
    repository.append('2024d', [2128200002, 'PT'], [2128200003, 'US'], [2128200004, 'DX']);
    repository.commit('ids of the branch');
    repository.git('checkout', '-q', 'main');
    repository.append('2024d', [2128200002, 'US'], [2128200003, 'NM']);
    repository.commit('ids of main');
    repository.git('checkout', '-q', 'branch');
  });

  test('codes of this branch get ids after those of the other; a code of both keeps the one of the other', () => {
    const { code, out } = rebase('--onto', 'main');
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual([
      '2128200002 -> 2128200004  DICOM PT',
      '2128200003 -> 2128200002  DICOM US  (has this id already)',
      '2128200004 -> 2128200005  DICOM DX',
    ]);
    expect(repository.ids()).toEqual(BOTH);
    expect(repository.history()).toContain('2024d\t2128200004\tissued\t\tPT\n');
    expect(repository.history().match(/\tUS\n/g)).toHaveLength(1);
    expect(JSON.parse(rebase('--onto', 'main', '--json').out)).toEqual([]);
  });

  test('in a git rebase the conflict is resolved, and ids check passes', () => {
    expect(() => repository.git('rebase', '-q', 'main')).toThrow();
    expect(ledgerText()).toContain('<<<<<<<');
    expect(rebase('--onto', 'main').code).toBe(0);
    expect(repository.ids()).toEqual(BOTH);
    repository.git('add', '-A');
    repository.git('rebase', '--continue');
    expect(run(repository.folder, 'ids', 'check').code).toBe(0);
  });

  test('in a git merge the ids of the other branch stay, though its side is the second', () => {
    expect(() => repository.git('merge', '-q', 'main')).toThrow();
    expect(rebase('--onto', 'main').code).toBe(0);
    expect(repository.ids()).toEqual(BOTH);
    repository.commit('merge');
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'branch');
    expect(run(repository.folder, 'ids', 'check').code).toBe(0);
  });

  test('onto the file of a ledger that has merged what this site gave other ids: stored data can follow', () => {
    const merged = join(repository.folder, 'shipped', 'concept-ids.tsv');
    mkdirSync(join(repository.folder, 'shipped'));
    writeFileSync(merged, repository.git('show', 'main:mappings/concept-ids.tsv'));
    rmSync(join(repository.folder, '.git'), { recursive: true });
    const { code, out } = rebase('--onto', merged, '--migration', 'move');
    expect(code).toBe(0);
    expect(out).toContain(`move stored data with ${join('move', 'migrate.sql')}, build again`);
    expect(repository.ids()).toEqual(BOTH);
    expect(repository.history()).toContain('2024d\t2128200004\tissued\t\tPT\n');
    const rows = readRecords(join(repository.folder, 'move', 'id_migration.tsv'));
    expect(rows.map((row) => `${row.old_id} ${row.new_id} ${row.code}`)).toEqual([
      '2128200002 2128200004 PT',
      '2128200003 2128200002 US',
      '2128200004 2128200005 DX',
    ]);
    const sql = readFileSync(join(repository.folder, 'move', 'migrate.sql'), 'utf8');
    expect(sql).toContain(
      '  (2128200002, 2128200004),\n  (2128200003, 2128200002),\n  (2128200004, 2128200005);',
    );
  });

  test.each([
    {
      title: 'a branch that is not there',
      args: ['--onto', 'nowhere'],
      message: /git has no concept-ids\.tsv in nowhere\n {2}next: give --onto a branch/,
    },
    {
      title: 'a ledger that is not there',
      args: ['--onto', 'main', '--ledger', 'none.tsv'],
      message: /none\.tsv is not there\n {2}next: give --ledger /,
    },
  ])('$title is exit code 2, and nothing is written', ({ args, message }) => {
    const before = digestsOf(join(repository.folder, 'mappings'));
    const { code, err } = rebase(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(digestsOf(join(repository.folder, 'mappings'))).toEqual(before);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('a conflict with neither side of the branch that is named is left to the user', () => {
    expect(() => repository.git('merge', '-q', 'main')).toThrow();
    const conflict = ledgerText();
    const { code, err } = rebase('--onto', 'main~1');
    expect(code).toBe(2);
    expect(err).toMatch(/neither side of the conflict in concept-ids\.tsv is that of main~1\n {2}next: /);
    expect(ledgerText()).toBe(conflict);
  });
});
