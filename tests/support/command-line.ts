/** The compiled program, run as a user runs it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const MINI = join(ROOT, 'standard-cache', 'mini');
export const MAIN = join(ROOT, 'dist', 'main.js');
const RUN_COMMANDS = join(ROOT, 'tests', 'support', 'run-commands.mjs');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `dicom-omop` in a folder. Whatever happens, it shows no stack trace and calls nothing an internal fault. */
export function run(folder: string, ...args: readonly string[]): Run {
  return runWith(process.env, folder, ...args);
}

/** The same with a program that lies elsewhere. */
export function runProgram(program: string, folder: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return withoutTrace(args, { code: status, out: stdout, err: stderr });
}

/** The same with other environment variables. */
export function runWith(env: NodeJS.ProcessEnv, folder: string, ...args: readonly string[]): Run {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is not there: run `make dist`');
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return withoutTrace(args, { code: status, out: stdout, err: stderr });
}

/** The same command lines one after the other in one process: many of them take the time of one start. */
export function runAll(folder: string, commands: readonly (readonly string[])[]): Run[] {
  const { stdout, stderr } = spawnSync(process.execPath, [RUN_COMMANDS, ROOT], {
    cwd: folder,
    encoding: 'utf8',
    input: JSON.stringify(commands),
    maxBuffer: 1 << 28,
  });
  if (stderr !== '') throw new Error(stderr);
  const runs = JSON.parse(stdout) as Run[];
  return runs.map((each, index) => withoutTrace(commands[index] ?? [], each));
}

function withoutTrace(args: readonly string[], { code, out, err }: Run): Run {
  const trace = /^\s+at .+:\d+:\d+\)?$|internal fault|node:internal/m.exec(out + err);
  if (trace) throw new Error(`dicom-omop ${args.join(' ')} shows "${trace[0]}":\n${err}`);
  return { code, out, err };
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
