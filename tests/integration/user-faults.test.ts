/** What users get wrong, on every command: an exit code, a next step, no stack trace, and files as they were. */
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { emitOmopTables } from '../../src/release/omop-tables.js';
import { writeAthenaSample } from '../support/athena-sample.js';
import { digestsOf, ROOT, type Run, run, runAll } from '../support/command-line.js';
import { releaseOf } from '../support/release.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
let folder = '';
let runs: ReadonlyMap<string, Run> = new Map();
let before = {};

/** Names in the folder: `release`, `athena`, `playbook.csv`, and the wrong ones `dated/`, `empty/`, `binary`, `text`. */
beforeAll(async () => {
  folder = await newFolder();
  for (const name of ['release', 'dated', 'empty']) mkdirSync(join(folder, name));
  const manifest = '{"edition": "2024d", "published": "20240915"}\n';
  for (const [name, text] of [...emitOmopTables(releaseOf()), ['manifest.json', manifest] as const]) {
    writeFileSync(join(folder, 'release', name), text);
    writeFileSync(join(folder, 'dated', name), text.replace(/\t20991231\t/, '\t20990231\t'));
  }
  writeFileSync(join(folder, 'empty', 'mine.txt'), 'mine\n');
  writeFileSync(join(folder, 'binary'), Buffer.from([0, 255, 254, 10, 9, 34, 200, 13, 10, 0, 128]));
  writeFileSync(join(folder, 'text'), 'a\tb\n');
  copyFileSync(
    join(ROOT, 'tests', 'support', 'playbook', 'sample-playbook.csv'),
    join(folder, 'playbook.csv'),
  );
  writeAthenaSample(join(folder, 'athena'));
  before = digestsOf(folder);
  const lines = Object.values(FAULTS).flat();
  const results = runAll(
    folder,
    lines.map((line) => (line.split(' -> ')[0] ?? '').split(' ')),
  );
  runs = new Map(lines.map((line, index) => [line, results[index] as Run]));
});

/** One line for each fault: the arguments, `->`, the exit code and a part of what is said. */
const FAULTS: Record<string, readonly string[]> = {
  'two hyphens alone': [
    '-- build --edition mini -> 2 "--" is no argument here',
    'verify -- release -> 2 "--" is no argument here',
    'build --edition mini --cache -- -> 2 "--" is no argument here',
  ],
  'an unknown option': [
    'build --editon mini -> 2 Unknown argument',
    'coverage --nope -> 2 Unknown argument',
    'diff release release --nope -> 2 Unknown argument',
    'editions --nope -> 2 Unknown argument',
    'ids import text --edition mini --nope -> 2 Unknown argument',
    'ids check --nope -> 2 Unknown argument',
    'load release --to duckdb --nope -> 2 Unknown argument',
    'playbook --playbook playbook.csv --athena athena --nope -> 2 Unknown argument',
    'verify release --nope -> 2 Unknown argument',
    'loda release -> 2 Did you mean load?',
  ],
  'a file or folder that is not there': [
    'build --athena nowhere --ledger new.tsv -> 2 cannot read the Athena download',
    'coverage --edition 2031a -> 2 is not in the standard cache',
    'ids import nowhere --edition mini --ledger new.tsv -> 2 nowhere is not there',
    'ids migrate --from nowhere --release release -> 2 nowhere is not there',
    'ids migrate --from text --release nowhere -> 2 CONCEPT.csv is not there',
    'ids check --ledger nowhere -> 2 nowhere is not there',
    'ids rebase --ledger nowhere -> 2 nowhere is not there',
    'load nowhere --to duckdb -> 2 nowhere is no release',
    'playbook --playbook nowhere --athena athena -> 2 cannot read',
    'playbook match --playbook nowhere --study-description CT -> 2 cannot read',
    'playbook match --playbook playbook.csv --file nowhere -> 2 nowhere is not there',
    'verify nowhere -> 2 nowhere is no release',
    'verify release --previous nowhere -> 2 nowhere is no release',
    'import nowhere --edition 2024d -> 2 no document for PS3.3',
  ],
  'a folder in place of a file': [
    'build --ledger empty -> 2 cannot read',
    'ids import empty --edition mini --ledger new.tsv -> 2 cannot read',
    'ids migrate --from empty --release release -> 2 cannot read',
    'ids check --ledger empty -> 2 cannot read',
    'load release --to sqlite:empty -> 2 cannot load into',
    'playbook --playbook empty --athena athena -> 2 cannot read',
    'playbook match --playbook playbook.csv --file empty -> 2 cannot read',
    'verify release --athena empty -> 2 is not an Athena download',
  ],
  'a file in place of a folder': [
    'coverage --mappings text -> 2 text is no folder',
    'editions --offline --cache text -> 2 cannot read the standard cache',
    'verify release --athena text -> 2 is neither a directory nor a ZIP file',
    'load text --to postgresql -> 2 text is no release',
  ],
  'a binary file in place of a table': [
    'ids import binary --edition mini --ledger new.tsv -> 1 error old-concepts-malformed at binary:2',
    'ids migrate --from binary --release release -> 1 error old-concepts-malformed at binary:2',
    'ids check --ledger binary -> 1 error ledger-line-end-wrong at',
    'load release --to sqlite:binary -> 2 file is not a database',
    'playbook --playbook binary --athena athena -> 1 error playbook-encoding at binary',
    'playbook match --playbook playbook.csv --file binary -> 1 error file-header-wrong at binary:1',
  ],
  'a day that no calendar has': [
    'load dated --to sqlite:cdm.db --standalone -> 1 error s2-date at',
    'load dated --to postgresql -> 1 found "20990231"; expected yyyymmdd',
  ],
  'a place that cannot be written': [
    'ids import release/CONCEPT.csv --edition mini --ledger new.tsv --report empty -> 2 cannot write',
    'ids migrate --from release/CONCEPT.csv --release release --out text -> 2 cannot write',
    'load release --to sqlite:text/cdm.db -> 2 cannot load into',
    'playbook match --playbook playbook.csv --study-description CT --out text/x -> 2 cannot write',
  ],
  'arguments that make no sense': [
    'build --athena athena --without-athena -> 2 mutually exclusive',
    'build --exclude everything -> 2 is nothing to exclude',
    'build --only some -> 2 Choices: "analytical"',
    'ids -> 2 import, migrate, check, rebase or reserve',
    'load release --to mysql -> 2 "mysql" is no target',
    'playbook --playbook playbook.csv -> 2 Missing required argument: athena',
    'playbook match --playbook playbook.csv -> 2 no study to match',
    'playbook match --playbook playbook.csv --study-description CT --limit few -> 2 is no number of candid',
    'playbook match --playbook playbook.csv --study-description CT --file text -> 2 mutually exclusive',
  ],
};

describe.each(Object.entries(FAULTS))('%s', (_title, lines) => {
  test.each(lines)('%s', (line) => {
    const [, expected = ''] = line.split(' -> ');
    const { code, out, err } = runs.get(line) as Run;
    expect([code, out]).toEqual([Number(expected[0]), '']);
    expect(err).toContain(expected.slice(2));
    expect(err).toMatch(/(?:^ {2}|; )next: \S/m);
  });
});

test('none of them has changed, added or removed a file', () => {
  expect(digestsOf(folder)).toEqual(before);
});

describe('what is right', () => {
  test('load writes the scripts of a database into the release, and --json counts what SQLite took', () => {
    cpSync(join(folder, 'release'), join(folder, 'loaded'), { recursive: true });
    const { code, out } = run(folder, 'load', 'loaded', '--to', 'postgresql');
    expect(code).toBe(0);
    expect(out).toContain('next: cd loaded && psql -v schema=cdm -f load-postgresql.sql');
    expect(Object.keys(digestsOf(join(folder, 'loaded')))).toEqual(
      expect.arrayContaining(['load-postgresql.sql', 'cdm-vocabulary-postgresql.sql']),
    );
    const sqlite = run(folder, 'load', 'loaded', '--to', 'sqlite:cdm.db', '--standalone', '--json');
    expect(sqlite.code).toBe(0);
    expect(JSON.parse(sqlite.out)).toMatchObject({ file: join(folder, 'cdm.db') });
  });
});
