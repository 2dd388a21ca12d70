/**
 * A scan killed at any moment, N times over, then finished: its tables have to be those of a scan that was left alone.
 *   node tests/conformance/dicom/kill.mjs DIST FOLDER [N]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const [dist, input, times = '50'] = process.argv.slice(2);
const child = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'support', 'scan-child.mjs');
const work = mkdtempSync(join(tmpdir(), 'scan-kill-'));
const command = (out, more = []) => [child, dist, input, join(work, out), '50', '2', ...more];

function digest(folder) {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(relative(folder, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const started = Date.now();
if (spawnSync(process.execPath, command('whole')).status !== 0) throw new Error('the scan fails');
const whole = Date.now() - started;
const expected = digest(join(work, 'whole'));
let killed = 0;
let wrong = 0;
for (let round = 0; round < Number(times); round++) {
  const out = `out${round}`;
  // Anywhere from its start to its end, by a fixed sequence.
  const wait = Math.round(whole * ((round * 0.618034) % 1));
  const run = spawn(process.execPath, command(out), { stdio: 'ignore' });
  const ended = new Promise((resolve) => run.on('exit', (_, signal) => resolve(signal)));
  const timer = setTimeout(() => run.kill('SIGKILL'), wait);
  if ((await ended) === 'SIGKILL') killed++;
  clearTimeout(timer);
  spawnSync(process.execPath, command(out, ['--resume']), { stdio: 'ignore' });
  if (digest(join(work, out)) !== expected) wrong++;
  rmSync(join(work, out), { recursive: true, force: true });
}
rmSync(work, { recursive: true, force: true });
console.log(
  `${times} scans, ${killed} of them killed, resumed: ${wrong} with other tables than the one left alone`,
);
process.exitCode = wrong === 0 ? 0 : 1;
