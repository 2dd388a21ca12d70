/** The compiled program, run as a user runs it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const MINI = join(ROOT, 'standard-cache', 'mini');
const MAIN = join(ROOT, 'dist', 'main.js');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `dicom-omop` in a folder. Whatever happens, it shows no stack trace and calls nothing an internal fault. */
export function run(folder: string, ...args: readonly string[]): Run {
  return runWith(process.env, folder, ...args);
}

/** The same with other environment variables. */
export function runWith(env: NodeJS.ProcessEnv, folder: string, ...args: readonly string[]): Run {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is not there: run `make dist`');
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  const trace = /^\s+at .+:\d+:\d+\)?$|internal fault|node:internal/m.exec(stdout + stderr);
  if (trace) throw new Error(`dicom-omop ${args.join(' ')} shows "${trace[0]}":\n${stderr}`);
  return { code: status, out: stdout, err: stderr };
}

/** Every file below a folder with its digest, sorted by name. */
export function digestsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      relative(folder, file),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}
