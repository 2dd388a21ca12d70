/** `make update` and its steps, against a mirror of the standard and a repository of their own. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { PARTS } from '../../src/model/source-ref.js';
import { ROOT } from '../support/command-line.js';
import { makeEdition, type SmallEdition } from '../support/edition.js';
import { type Mirror, pathOf, useMirrors, wellBehaved } from '../support/mirror.js';
import { useFolders } from '../support/standard-document.js';
import { makeWorkFolder } from '../support/work-folder.js';

jest.setTimeout(60_000);
const newFolder = useFolders();
const newMirror = useMirrors();

let mirror: Mirror;
let folder = '';

/** The mirror calls this edition the current one. */
function publish(edition: SmallEdition): void {
  const files = makeEdition(edition);
  for (const part of PARTS) {
    const text = files[`part${String(part).padStart(2, '0')}.xml`] ?? '';
    for (const label of ['current', edition.label]) mirror.answer(pathOf(label, part), wellBehaved(text));
  }
}

async function call(program: string, ...args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    DICOM_OMOP_BASE_URL: mirror.baseUrl,
    // As from a shell, though these tests are run by make themselves.
    MAKEFLAGS: '',
    MAKELEVEL: '0',
  };
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env });
  return stdout;
}

const make = (...targets: readonly string[]) => call('make', '-o', 'dist', ...targets);
const git = (...args: readonly string[]) => call('git', ...args);
const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), 'utf8');

/** Notes how it was called; knows of an open pull request once one was created. */
const GH = `#!/bin/sh
echo "$@" >> gh.log
case "$2" in
  list) if grep -q 'pr create' gh.log; then echo 1; else echo 0; fi ;;
esac
`;

beforeEach(async () => {
  mirror = await newMirror();
  folder = makeWorkFolder(await newFolder());
  cpSync(join(ROOT, 'Makefile'), join(folder, 'Makefile'));
  cpSync(join(ROOT, 'tools'), join(folder, 'tools'), { recursive: true });
  symlinkSync(join(ROOT, 'dist'), join(folder, 'dist'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'gh'), GH);
  chmodSync(join(folder, 'bin', 'gh'), 0o755);
  writeFileSync(join(folder, '.gitignore'), 'out\nin\ndist\nbin\ngh.log\nstandard-cache\norigin.git\n');
  await git('init', '--quiet', '--initial-branch=main', '.');
  await git('init', '--quiet', '--bare', 'origin.git');
  await git('config', 'user.name', 'A maintainer');
  await git('config', 'user.email', 'maintainer@example.org');
  await git('remote', 'add', 'origin', 'origin.git');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'start');
});

describe('make update', () => {
  test('releases a new edition, reports what changed, and has nothing to say the second time', async () => {
    publish({ label: '2024c' });
    expect(await make('update')).toContain('first release: releases/2024c');
    publish({ label: '2024d', codes: [['MR', 'MR']] });
    expect(await make('update')).toMatch(/^\d+ changes from 2024c to 2024d/m);
    expect(readdirSync(join(folder, 'releases'))).toEqual(['2024c', '2024d', 'changes']);
    expect(readdirSync(join(folder, 'releases', 'changes', '2024c-2024d')).sort()).toEqual([
      'changes.html',
      'changes.tsv',
      'delta',
      'report.md',
    ]);
    expect(read('out', 'update', 'report.md')).toMatch(
      /^> \*\*Built without an Athena download.*\n\n# DICOM 2024c → 2024d/,
    );
    expect(await make('update')).toBe('nothing changed since the release of 2024d\n');
    expect(existsSync(join(folder, 'out', 'update'))).toBe(false);
    expect(await make('update-commit', 'update-pull-request')).toMatch(
      /^nothing to commit.*\nno pull request/,
    );
  });

  test('a changed map alone is a new release of the same edition', async () => {
    publish({ label: '2024d' });
    await make('update');
    writeFileSync(
      join(folder, 'mappings', 'units.tsv'),
      `${read('mappings', 'units.tsv')}in furlongs per fortnight\t[fur_us]/(14.d)\tin\n`,
    );
    expect(await make('update')).toMatch(/^\d+ changes from 2024d to 2024d/m);
  });

  test('stops where the ledger is broken, and leaves releases as they were', async () => {
    publish({ label: '2024c' });
    await make('update');
    const ledger = join(folder, 'mappings', 'concept-ids.tsv');
    writeFileSync(ledger, `${readFileSync(ledger, 'utf8')}<<<<<<< HEAD\n`);
    publish({ label: '2024d' });
    await expect(make('update')).rejects.toThrow('nothing was written');
    expect(readdirSync(join(folder, 'releases'))).toEqual(['2024c']);
  });

  test('commits ledger, manifest and release apart, and keeps one pull request', async () => {
    publish({ label: '2024d' });
    await make('update', 'update-commit', 'update-pull-request');
    const subjects = await git('log', '--format=%s', 'origin/standard-update');
    expect(subjects.split('\n').slice(0, 4)).toEqual([
      'release: DICOM 2024d',
      'release: manifest of DICOM 2024d',
      'ids: those of DICOM 2024d',
      'start',
    ]);
    expect(await git('status', '--porcelain')).toBe('');
    expect(await make('update-pull-request')).toBe('branch standard-update has this release already\n');
    publish({ label: '2024e' });
    await make('update', 'update-commit', 'update-pull-request');
    const calls = read('gh.log').split('\n');
    expect(calls.filter((line) => line.startsWith('pr create'))).toEqual([
      'pr create --head standard-update --title DICOM 2024d --body-file out/update/report.md',
    ]);
    expect(calls.filter((line) => line.startsWith('pr edit'))).toEqual([
      'pr edit standard-update --title DICOM 2024e --body-file out/update/report.md',
    ]);
  });
});
