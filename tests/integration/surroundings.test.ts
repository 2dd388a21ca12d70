/** Circumstances of the machine that go wrong: a sentence and an exit code, never a trace or a wait for ever. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MINI, ROOT } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const MAIN = join(ROOT, 'dist', 'main.js');
let folder = '';

beforeAll(async () => {
  folder = await newFolder();
  mkdirSync(join(folder, 'cache'));
  cpSync(MINI, join(folder, 'cache', 'mini'), { recursive: true });
});

/** `wrap` is a line of the shell in which `"$@"` is the program with its arguments. */
function runIn(wrap: string, ...args: readonly string[]) {
  const { status, stdout, stderr, signal } = spawnSync(
    'bash',
    ['-c', wrap, 'bash', process.execPath, MAIN, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
    },
  );
  const said = stdout + stderr;
  expect(said).not.toMatch(/\n\s+at .+:\d+:\d+|internal fault|Unhandled|node:internal/);
  return { status, said, signal };
}

const EDITIONS = ['editions', '--offline', '--cache', 'cache'];

describe('the output', () => {
  test('on a full disk: exit 2 and why', () => {
    const { status, said } = runIn('"$@" > /dev/full', ...EDITIONS);
    expect(status).toBe(2);
    expect(said).toMatch(/cannot write the output: ENOSPC.*\n {2}next: make room/);
  });

  test.each(['"$@" >&-', '"$@" >&- 2>&-', '"$@" > /dev/full 2>&1', '"$@" 2> /dev/full'])(
    '%s: no trace',
    (wrap) => {
      expect(runIn(wrap, ...EDITIONS).signal).toBeNull();
    },
  );

  test('to a reader that goes away: as if nothing had been', () => {
    expect(runIn('set -o pipefail; "$@" | true', ...EDITIONS).status).toBe(0);
  });
});

test('a working folder that is deleted', () => {
  const { status, said } = runIn('mkdir gone && cd gone && rmdir ../gone && "$@"', ...EDITIONS);
  expect(status).toBe(2);
  expect(said).toMatch(/the working folder was deleted\n {2}next: /);
});

test('no folder for temporary files', () => {
  const { status, said } = runIn('TMPDIR=/nowhere "$@"', 'harvest', 'list', 'omop');
  expect(status).toBe(2);
  expect(said).toMatch(/cannot write \/nowhere: .*\n {2}next: /);
});

test('few file handles', () => {
  const { status, said } = runIn(
    'ulimit -n 24; "$@"',
    'build',
    '--edition',
    'mini',
    '--cache',
    'cache',
    '--out',
    'few',
    '--ledger',
    'few.tsv',
  );
  expect([0, 1, 2]).toContain(status);
  if (status === 2) expect(said).toMatch(/next: /);
});

const BUILD = ['build', '--edition', 'mini', '--cache', 'cache2', '--out', 'out', '--ledger', 'ids.tsv'];

/** What stands where a file is expected. */
const PLACES: readonly {
  readonly title: string;
  readonly make: (path: string) => void;
  readonly what: string;
}[] = [
  { title: 'a pipe', make: (path) => void spawnSync('mkfifo', [path]), what: 'a pipe' },
  { title: 'a device without end', make: (path) => symlinkSync('/dev/zero', path), what: 'a device' },
  { title: 'a folder', make: (path) => void mkdirSync(path), what: 'a folder' },
];

describe.each(PLACES)('$title in place of a file', ({ make, what }) => {
  test('the ledger', () => {
    make(join(folder, 'ids.tsv'));
    const { status, said } = runIn(
      '"$@"',
      'build',
      '--edition',
      'mini',
      '--cache',
      'cache',
      '--out',
      'out',
      '--ledger',
      'ids.tsv',
    );
    rmSync(join(folder, 'ids.tsv'), { recursive: true });
    expect(status).toBe(2);
    expect(said).toMatch(new RegExp(`ids.tsv.* ${what}.*\\n? *next: `, 's'));
    expect(existsSync(join(folder, 'out', 'mini'))).toBe(false);
  });

  test('a part of the standard, and the manifest beside it', () => {
    for (const name of ['part06.xml', 'manifest.json']) {
      cpSync(MINI, join(folder, 'cache2', 'mini'), { recursive: true });
      rmSync(join(folder, 'cache2', 'mini', name));
      make(join(folder, 'cache2', 'mini', name));
      const { status, said } = runIn('"$@"', ...BUILD);
      rmSync(join(folder, 'cache2'), { recursive: true });
      expect(status).not.toBe(0);
      expect(said).toContain(name);
      expect(said).toMatch(/next: /);
    }
  });

  test('a table of an Athena download', () => {
    mkdirSync(join(folder, 'athena'));
    for (const name of ['CONCEPT_RELATIONSHIP.csv', 'VOCABULARY.csv'])
      writeFileSync(join(folder, 'athena', name), 'x\n');
    make(join(folder, 'athena', 'CONCEPT.csv'));
    const { status, said } = runIn(
      '"$@"',
      'build',
      '--edition',
      'mini',
      '--cache',
      'cache',
      '--out',
      'out',
      '--ledger',
      'ids.tsv',
      '--athena',
      'athena',
    );
    rmSync(join(folder, 'athena'), { recursive: true });
    expect(status).toBe(2);
    expect(said).toMatch(new RegExp(`CONCEPT.csv: it is ${what}\\n {2}next: `));
  });
});
