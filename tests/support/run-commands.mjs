/** Command lines from standard input as JSON -> what each printed and its exit code: dist/main.js, many times over. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { runCommandLine } from '../../dist/cli/program.js';
import { formatFailure } from '../../dist/commands/terminal.js';

const programRoot = process.argv[2];
const runs = [];
for (const args of JSON.parse(readFileSync(0, 'utf8'))) {
  const run = { code: 0, out: '', err: '' };
  const fail = (error) => {
    run.err += formatFailure(error);
    return 2;
  };
  run.code = await runCommandLine(args, {
    programRoot,
    workingDirectory: process.cwd(),
    toolVersion: '0.1.0',
    out: (text) => {
      run.out += text;
    },
    err: (text) => {
      run.err += text;
    },
    now: () => performance.now(),
    columns: 100,
    progressStream: undefined,
    env: process.env,
    date: () => new Date(),
    random: Math.random,
    sleep: (milliseconds) => setTimeout(milliseconds),
    fail,
  });
  runs.push(run);
}
process.stdout.write(JSON.stringify(runs));
