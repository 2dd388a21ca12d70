/**
 * Header tables when a scan is killed, while it reads, settles or publishes: after --resume they are those of a scan that was not, byte for byte, and nothing else
 * is left. A few kills in the usual suite; TRIAL=full for fifty.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestsOf, ROOT } from '../support/command-line.js';
import { IS_FULL, MINUTES } from '../support/faulty-site.js';
import { makeRandom } from '../support/random.js';
import { writeArchive } from '../support/scan-archive.js';

const KILLS = IS_FULL ? 50 : 6;
const CHILD = join(ROOT, 'tests', 'support', 'scan-child.mjs');
/** Batches of the scan: 240 files, ten in each. */
const BATCHES = 24;
let folder = '';
let whole: Readonly<Record<string, string>> = {};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-kill-'));
  writeArchive(join(folder, 'in'), 6, 40, true);
  expect(scan('whole')).toBe(0);
  whole = digestsOf(join(folder, 'whole'));
}, MINUTES);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const command = (out: string, more: readonly string[]) => [
  CHILD,
  join(ROOT, 'dist'),
  join(folder, 'in'),
  join(folder, out),
  '10',
  '2',
  ...more,
];
const scan = (out: string, ...more: readonly string[]) =>
  spawnSync(process.execPath, command(out, more)).status;

/** Kills the scan some milliseconds after it has told of so many batches: the last of them are followed by settling. False if it ended before. */
function kill(out: string, batches: number, wait: number, more: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command(out, more));
    let told = 0;
    const later = () => setTimeout(() => child.kill('SIGKILL'), wait);
    if (batches === 0) later();
    child.stdout.on('data', (bytes: Buffer) => {
      if (told < batches && told + bytes.length >= batches) later();
      told += bytes.length;
    });
    child.on('exit', (code) => resolve(code !== 0));
  });
}

test(
  `killed ${KILLS} times, between batches and in the middle of them: nothing is lost, nothing is left over`,
  async () => {
    const random = makeRandom(5);
    let [killed, scans] = [0, 0];
    while (killed < KILLS) {
      const out = `out${scans++}`;
      // A scan is killed up to four times before it may end.
      for (let round = 0; round < 4 && killed < KILLS; round++) {
        const at = random.below(BATCHES + 1);
        const hasBegun = existsSync(join(folder, out, '.parts'));
        if (!(await kill(out, at, random.below(at === BATCHES ? 60 : 25), hasBegun ? ['--resume'] : [])))
          break;
        killed++;
        // Tables that are in place are whole, whenever it died.
        if (existsSync(join(folder, out, 'manifest.json'))) break;
      }
      const more = existsSync(join(folder, out, '.parts')) ? ['--resume'] : [];
      expect([out, scan(out, ...more)]).toEqual([out, 0]);
      expect(digestsOf(join(folder, out))).toEqual(whole);
      rmSync(join(folder, out), { recursive: true });
    }
  },
  10 * MINUTES,
);
