#!/usr/bin/env node
/** Arguments in, exit code out: the only file that touches process and console. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const programRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A reader that went away wanted no more; anything else that happens to the output must be seen. */
let outputFault: NodeJS.ErrnoException | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') outputFault ??= error;
});
process.stderr.on('error', () => undefined);
process.on('exit', () => {
  if (outputFault === undefined) return;
  process.exitCode = 2;
  process.stderr.write(
    `dicom-omop: cannot write the output: ${outputFault.message}\n` +
      '  next: make room, or write it elsewhere; what was asked for is done\n',
  );
});

/** A folder that was deleted has no path any more: what is named relative to it is nowhere. */
function findWorkingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

async function run(): Promise<number> {
  const workingDirectory = findWorkingDirectory();
  if (workingDirectory === undefined) {
    process.stderr.write(
      'dicom-omop: the working folder was deleted\n  next: go to a folder that is there\n',
    );
    return 2;
  }
  // Loaded here, so that a machine that cannot load them is told of in a sentence.
  const { runCommandLine } = await import('./cli/program.js');
  const { formatFailure } = await import('./commands/terminal.js');
  const { version } = JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return runCommandLine(process.argv.slice(2), {
    programRoot,
    workingDirectory,
    toolVersion: version,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    now: () => performance.now(),
    columns: process.stdout.columns ?? 100,
    progressStream: process.stderr.isTTY ? process.stderr : undefined,
    env: process.env,
    date: () => new Date(),
    random: Math.random,
    sleep: (milliseconds) => setTimeout(milliseconds),
    fail: (error) => {
      process.stderr.write(formatFailure(error));
      return 2;
    },
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  process.exitCode = 2;
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `dicom-omop: cannot start: ${reason}\n  next: see that the program is whole (npm ci) and may open files (ulimit -n)\n`,
  );
}
