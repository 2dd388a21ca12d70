/** The ledger and its history as several programs, killed ones and damaged disks meet them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBuildConfig } from '../../src/build/options.js';
import { prepareBuild } from '../../src/build/pipeline.js';
import { publishBuild } from '../../src/build/publishing.js';
import { digestsOf, ROOT, run } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';
import { readRecords } from '../support/table-text.js';
import { buildIn, importIn, ledgersOf, makeWorkFolder, upload } from '../support/work-folder.js';

const newFolder = useFolders();
const MAIN = join(ROOT, 'dist', 'main.js');
const EDITIONS = ['2024a', '2024b', '2024c', '2024d'];

/** A folder with editions in its cache, each with an attribute and codes of its own. */
async function makeSite(labels: readonly string[] = EDITIONS): Promise<string> {
  const folder = makeWorkFolder(await newFolder());
  for (const [index, label] of labels.entries()) {
    const tags = [10, 20, 30].map((number) => `(0009,10${number + index})`);
    const attributes = tags.map(
      (tag) => [tag, `Of ${label} ${tag}`, `Of${label}${tag.slice(6, 10)}`] as const,
    );
    upload(folder, { label, attributes });
    importIn(folder, label);
  }
  return folder;
}

let built = '';
beforeAll(async () => {
  built = await makeSite(['2024c', '2024d']);
  expect(build(built, '2024c')).toMatchObject({ code: 0 });
}, 60_000);

/** A folder in which 2024c is built and 2024d is not. */
async function copySite(): Promise<string> {
  const folder = join(await newFolder(), 'work');
  cpSync(built, folder, { recursive: true });
  return folder;
}

const build = (folder: string, label: string, ...more: string[]) =>
  run(folder, 'build', '--edition', label, '--cache', 'cache', ...more);
/** What a build of the default profile keeps. */
const LEDGERS = [
  'concept-history.private.tsv',
  'concept-history.tsv',
  'concept-ids.private.tsv',
  'concept-ids.tsv',
];
const mappings = (folder: string, ...path: string[]) => join(folder, 'mappings', ...path);

/** Every published id is in the ledger under the same code, and means one thing in all releases. */
function expectConsistent(folder: string, out = 'out'): void {
  const ledger = ['concept-ids.tsv', 'concept-ids.private.tsv'].flatMap((name) =>
    readRecords(mappings(folder, name)),
  );
  const codeOf = new Map(ledger.map(({ concept_id: id, concept_code: code }) => [id, code]));
  expect(codeOf.size).toBe(ledger.length);
  expect(new Set(codeOf.values()).size).toBe(ledger.length);
  const editions = existsSync(join(folder, out)) ? readdirSync(join(folder, out)) : [];
  for (const edition of editions) {
    for (const row of readRecords(join(folder, out, edition, 'CONCEPT.csv'))) {
      const { concept_id: id, concept_code: code } = row;
      if (code !== 'OMOP generated') expect([edition, id, codeOf.get(id)]).toEqual([edition, id, code]);
    }
  }
}

describe('builds at once on one ledger', () => {
  test('give each code one id, lose no line, and say for whom they wait', async () => {
    const folder = await makeSite();
    const children = EDITIONS.map((label) => {
      const child = spawn(process.execPath, [MAIN, 'build', '--edition', label, '--cache', 'cache'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let err = '';
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      return once(child, 'exit').then(([code]) => ({ code, err }));
    });
    const runs = await Promise.all(children);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(
      runs.some(({ err }) => /^waits .* held by process \d+ \(edition 2024[abcd]\) since /m.test(err)),
    ).toBe(true);
    expectConsistent(folder);
    expect(ledgersOf(folder)).toEqual(LEDGERS);
    const codes = readRecords(mappings(folder, 'concept-ids.tsv')).map(({ concept_code: code }) => code);
    expect(codes.filter((code) => code?.startsWith('0009'))).toHaveLength(12);
  }, 60_000);

  test('a line that another program adds meanwhile is not lost: the build stops and writes nothing', async () => {
    const folder = await copySite();
    const around = { programRoot: ROOT, workingDirectory: folder, toolVersion: 'test' };
    const { value } = await prepareBuild(
      readBuildConfig({ edition: '2024d', cache: 'cache' }, around),
      () => {},
    );
    if (!value) throw new Error('no build');
    appendFileSync(mappings(folder, 'concept-ids.tsv'), '2128299999\tDICOM\tOF-ANOTHER\t2024c\n');
    const before = digestsOf(mappings(folder));
    await expect(publishBuild(value, () => {})).rejects.toMatchObject({
      message: expect.stringMatching(/concept-ids\.tsv was changed by another program .*nothing was written/),
      fix: expect.stringContaining('run the command again'),
    });
    expect(digestsOf(mappings(folder))).toEqual(before);
    expect(readdirSync(join(folder, 'out'))).toEqual(['2024c']);
    expect(build(folder, '2024d').code).toBe(0);
    expectConsistent(folder);
  }, 30_000);
});

describe('a ledger in doubt', () => {
  const CASES = [
    {
      title: 'a ledger that is gone, beside its history',
      change: (folder: string) => rmSync(mappings(folder, 'concept-ids.tsv')),
      code: 'ledger-id-missing at \\S+concept-ids\\.tsv:1:',
    },
    {
      title: 'an empty ledger',
      change: (folder: string) => writeFileSync(mappings(folder, 'concept-ids.tsv'), ''),
      code: 'file-empty at \\S+concept-ids\\.tsv:1:',
    },
    {
      title: 'a ledger that is cut at the end of a line',
      change: (folder: string) => edit(folder, 'concept-ids.tsv', (text) => text.replace(/[^\n]*\n$/, '')),
      code: 'ledger-id-missing at \\S+concept-ids\\.tsv:\\d+:',
    },
    {
      title: 'a ledger that is cut inside its last line',
      change: (folder: string) => edit(folder, 'concept-ids.tsv', (text) => text.slice(0, -3)),
      code: 'ledger-cut at \\S+concept-ids\\.tsv:\\d+:',
    },
    {
      title: 'a history that is cut',
      change: (folder: string) => edit(folder, 'concept-history.tsv', (text) => text.slice(0, -3)),
      code: 'ledger-cut at \\S+concept-history\\.tsv:\\d+:',
    },
    {
      title: 'a ledger that is not UTF-8',
      change: (folder: string) => {
        const file = mappings(folder, 'concept-ids.tsv');
        writeFileSync(
          file,
          Buffer.from(readFileSync(file, 'utf8').replace('\tCT\t', '\tC\u00c4\t'), 'latin1'),
        );
      },
      code: 'file-not-utf8 at \\S+concept-ids\\.tsv:\\d+:',
    },
    {
      title: 'an empty list of attributes to leave out',
      change: (folder: string) => writeFileSync(mappings(folder, 'phi-attributes.tsv'), ''),
      code: 'file-empty at \\S+phi-attributes\\.tsv:1:',
    },
  ];

  function edit(folder: string, name: string, change: (text: string) => string): void {
    const file = mappings(folder, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  test.each(CASES)('$title: exit code 1, place and remedy, nothing written', async ({ change, code }) => {
    const folder = await copySite();
    change(folder);
    const before = digestsOf(folder);
    const { code: exit, err } = build(folder, '2024d');
    expect(exit).toBe(1);
    expect(err).toMatch(new RegExp(`^error ${code} .*; next: restore `, 'm'));
    expect(digestsOf(folder)).toEqual(before);
  });
});

describe('a ledger elsewhere', () => {
  test('that is a symbolic link is written through, its rights and the link as they were', async () => {
    const folder = await copySite();
    mkdirSync(join(folder, 'shared'));
    for (const name of ledgersOf(folder)) {
      renameSync(mappings(folder, name), join(folder, 'shared', name));
      symlinkSync(join('..', 'shared', name), mappings(folder, name));
    }
    const former = readFileSync(join(folder, 'shared', 'concept-ids.tsv'), 'utf8');
    expect(build(folder, '2024d').code).toBe(0);
    expect(lstatSync(mappings(folder, 'concept-ids.tsv')).isSymbolicLink()).toBe(true);
    const now = readFileSync(join(folder, 'shared', 'concept-ids.tsv'), 'utf8');
    expect(now.startsWith(former) && now.length > former.length).toBe(true);
    expect(readdirSync(join(folder, 'shared')).sort()).toEqual(LEDGERS);
    expectConsistent(folder);
  });

  test('whose history cannot be written: exit code 2, ledger and former release as they were', async () => {
    const folder = await copySite();
    rmSync(mappings(folder, 'concept-history.tsv'));
    symlinkSync(join('..', 'h'.repeat(250)), mappings(folder, 'concept-history.tsv'));
    // What is kept of the documents in the cache is no part of the release.
    const digests = () => ['mappings', 'out'].map((name) => digestsOf(join(folder, name)));
    const before = digests();
    const { code, err } = buildIn(folder);
    expect(code).toBe(2);
    expect(err).toMatch(/^dicom-omop: cannot write \S+concept-history\.tsv: .*\n {2}next: check that /m);
    expect(digests()).toEqual(before);
    expect(readdirSync(join(folder, 'out'))).toEqual(['2024c']);
  });

  test('comments and order of its lines stay as they are: lines are only added', async () => {
    const folder = await copySite();
    const file = mappings(folder, 'concept-ids.tsv');
    const commented = `${readFileSync(file, 'utf8')}# ids of 2024c end here\n`;
    writeFileSync(file, commented);
    expect(build(folder, '2024d').code).toBe(0);
    expect(readFileSync(file, 'utf8').startsWith(commented)).toBe(true);
  });
});
