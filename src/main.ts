#!/usr/bin/env node
/** Arguments in, exit code out: the only file that touches process and console. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './cli/program.js';
import { formatFailure } from './commands/terminal.js';

const programRoot = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8')) as {
  version: string;
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  programRoot,
  workingDirectory: process.cwd(),
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
