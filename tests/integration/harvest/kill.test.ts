import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestsOf, ROOT } from '../../support/command-line.js';
import { makeRandom } from '../../support/random.js';
import { writeArchive } from '../../support/scan-archive.js';

const CHILD = join(ROOT, 'tests', 'support', 'scan-child.mjs');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-kill-'));
  writeArchive(join(folder, 'in'), 6, 40, true);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const command = (out: string, more: readonly string[] = []) => [
  CHILD,
  join(ROOT, 'dist'),
  join(folder, 'in'),
  join(folder, out),
  '10',
  '2',
  ...more,
];

/** Kills the scan once it has told of some batches; false if it ended before. */
function kill(out: string, batches: number, more: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command(out, more));
    let told = 0;
    child.stdout.on('data', (bytes: Buffer) => {
      told += bytes.length;
      if (told >= batches) child.kill('SIGKILL');
    });
    child.on('exit', (code) => resolve(code !== 0));
  });
}

test('a scan that is killed again and again ends with the tables of one that was not', async () => {
  expect(spawnSync(process.execPath, command('whole')).status).toBe(0);
  const random = makeRandom(5);
  let killed = 0;
  for (let round = 0; round < 4; round++) {
    if (await kill('out', 1 + random.below(24), round === 0 ? [] : ['--resume'])) killed++;
    else break;
  }
  expect(killed).toBeGreaterThan(0);
  expect(spawnSync(process.execPath, command('out', ['--resume'])).status).toBe(0);
  expect(digestsOf(join(folder, 'out'))).toEqual(digestsOf(join(folder, 'whole')));
});
