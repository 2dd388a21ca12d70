/** `ids check`: the ledger against its own past in git. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { type Run, run, runAll, runWith } from '../support/command-line.js';
import { type LedgerRepository, makeLedgerRepository } from '../support/ledger-repository.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const newRepository = async () => makeLedgerRepository(join(await newFolder(), 'repository'));
const check = ({ folder }: LedgerRepository, ...more: string[]) => run(folder, 'ids', 'check', ...more);

const CT_LINE = '2128200000\tDICOM\tCT\t2024c\n';
const MR_LINE = '2128200001\tDICOM\tMR\t2024c\n';
const SLIPS = [
  {
    title: 'a code that was changed',
    change: (text: string) => text.replace('\tCT\t', '\tCTX\t'),
    line: 2,
    code: 'ledger-line-changed',
  },
  {
    title: 'a line that was removed',
    change: (text: string) => text.replace(CT_LINE, ''),
    line: 2,
    code: 'ledger-line-changed',
  },
  {
    title: 'a last line that was removed',
    change: (text: string) => text.replace(MR_LINE, ''),
    line: 3,
    code: 'ledger-line-changed',
  },
  {
    title: 'lines in another order',
    change: (text: string) => text.replace(CT_LINE + MR_LINE, MR_LINE + CT_LINE),
    line: 2,
    code: 'ledger-line-changed',
  },
  {
    title: 'an id out of range',
    change: (text: string) => `${text}4300757\tDICOM\tUS\t2024d\n`,
    line: 4,
    code: 'ledger-id-wrong',
  },
  {
    title: 'an id that was given twice',
    change: (text: string) => `${text}2128200001\tDICOM\tUS\t2024d\n`,
    line: 4,
    code: 'ledger-id-repeated',
  },
];

describe('ids check', () => {
  test('lines at the end pass, committed or not', async () => {
    const repository = await newRepository();
    repository.append('2024d', [2128200002, 'US']);
    repository.commit('2024d');
    repository.append('2024e', [2128200003, 'NM']);
    expect(check(repository)).toMatchObject({
      code: 0,
      out:
        'concept-ids.tsv (3 versions) and concept-history.tsv (3 versions): ' +
        'no line changed or removed, no id twice, all in range\n',
    });
    const { out } = check(repository, '--json', '--ledger', 'mappings/concept-ids.tsv');
    expect(JSON.parse(out)).toEqual({
      versions: { 'concept-ids.tsv': 3, 'concept-history.tsv': 3 },
      faults: 0,
    });
  });

  test('what may not happen to a line is exit code 1, with place and fix', async () => {
    const files: string[] = [];
    for (const { change } of SLIPS) {
      const repository = await newRepository();
      repository.edit(change);
      files.push(join(repository.folder, 'mappings', 'concept-ids.tsv'));
    }
    const runs = runAll(
      await newFolder(),
      files.map((file) => ['ids', 'check', '--ledger', file]),
    );
    for (const [index, { title, line, code }] of SLIPS.entries()) {
      const { code: exit, out, err } = runs[index] as Run;
      expect([title, exit, out]).toEqual([title, 1, '']);
      const place = `error ${code} at ${files[index]}:${line}: `;
      expect([title, err.split('\n').find((each) => each.startsWith(place))]).toEqual([
        title,
        expect.stringMatching(/; next: restore the (?:line: git -C \S+ show [0-9a-f]+:|file from git)/),
      ]);
    }
  });

  test('a changed line that is committed is found as well', async () => {
    const repository = await newRepository();
    repository.edit((text) => text.replace('\tCT\t', '\tCTX\t'));
    repository.commit('a slip');
    const { code, err } = check(repository);
    expect(code).toBe(1);
    expect(err).toMatch(/: [0-9a-f]{7,} changed or removed a line that [0-9a-f]{7,} has; found ".*CTX/);
    const [, revision = '', path = ''] = /git -C \S+ show ([0-9a-f]+):(\S+);/.exec(err) ?? [];
    const former = repository.git('-C', 'mappings', 'show', `${revision}:${path}`);
    expect(former).toContain('2128200000\tDICOM\tCT\t2024c\n');
  });

  test('a ledger that was removed from the working tree is no empty one', async () => {
    const repository = await newRepository();
    rmSync(join(repository.folder, 'mappings', 'concept-ids.tsv'));
    const { code, err } = check(repository);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error ledger-line-changed at .*concept-ids\.tsv:1: the working tree changed or removed/,
    );
  });

  test('outside of a repository, or without git, nothing is proved and that is said', async () => {
    const repository = await newRepository();
    const withoutGit = runWith({ ...process.env, PATH: '/nowhere' }, repository.folder, 'ids', 'check');
    expect([withoutGit.code, withoutGit.out]).toEqual([2, '']);
    expect(withoutGit.err).toMatch(
      /the past of .*concept-ids\.tsv is not known: git is not installed\n {2}next: /,
    );
    rmSync(join(repository.folder, '.git'), { recursive: true });
    const outside = check(repository);
    expect([outside.code, outside.out]).toEqual([2, '']);
    expect(outside.err).toMatch(/is not known: fatal: not a git repository.*\n {2}next: run this with git, /);
  });

  test('a shallow clone is compared as far as it goes, with a warning', async () => {
    const repository = await newRepository();
    repository.append('2024d', [2128200002, 'US']);
    repository.commit('2024d');
    const clone = join(await newFolder(), 'clone');
    repository.git('clone', '-q', '--depth', '1', pathToFileURL(repository.folder).href, clone);
    const { code, out, err } = run(clone, 'ids', 'check');
    expect(code).toBe(0);
    expect(out).toContain('concept-ids.tsv (2 versions)');
    expect(err).toMatch(/^warning ledger-past-cut at .*; next: git fetch --unshallow/);
  });
});
