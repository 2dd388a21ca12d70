/** The examples in other languages read a release as the README's SQL does; shell completion is there. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT, run } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
let folder = '';
const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;

beforeAll(async () => {
  folder = await newFolder();
  expect(run(folder, 'build', '--edition', 'mini', '--ledger', 'ids.tsv')).toMatchObject({ code: 0 });
});

describe('examples', () => {
  for (const [program, script] of [
    ['python3', 'read.py'],
    ['Rscript', 'read.R'],
  ] as const) {
    if (!isThere(program)) test.todo(`no ${program} here: examples/${script} is not run`);
    (isThere(program) ? test : test.skip)(`${script} lists the values of an attribute`, () => {
      const { status, stdout, stderr } = spawnSync(
        program,
        [join(ROOT, 'examples', script), join(folder, 'out', 'mini'), '00185100'],
        { encoding: 'utf8' },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const lines = stdout.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.map((line) => line.split('\t').slice(1).join(' '))).toContain(
        '00185100:HFS Head First-Supine',
      );
    });
  }
});

test('completion prints a script for the shell', () => {
  const { code, out, err } = run(folder, 'completion');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('dicom-omop');
  expect(out).toContain('yargs_completions');
});
