// Runs of the compiled program, as a user starts it: exit code, output, time; and what no run may ever print.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const TRACE = /\n\s+at .+:\d+:\d+\)?|internal fault|Unhandled|node:internal|Fatal JavaScript|FATAL ERROR/;
export const RUN_SECONDS = 60;

/** Through bash, so that limits and redirections can stand before and behind the command: `wrap('"$@" > /dev/full')`. */
export function run(
  root,
  folder,
  args,
  { env = {}, wrap = '"$@"', node = [], killAfter, seconds = RUN_SECONDS } = {},
) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(
      'bash',
      [
        '--norc',
        '-c',
        wrap.replace('"$@"', 'exec "$@"'),
        'bash',
        process.execPath,
        ...node,
        join(root, 'dist', 'main.js'),
        ...args,
      ],
      {
        cwd: folder,
        env: { ...process.env, ...env },
        detached: true,
      },
    );
    let output = '';
    let isLate = false;
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const late = setTimeout(() => {
      isLate = true;
      end();
    }, seconds * 1000);
    const killer = killAfter === undefined ? undefined : setTimeout(end, killAfter);
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('close', (status, signal) => {
      clearTimeout(late);
      clearTimeout(killer);
      resolve({ status, signal, output, isLate, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** What is wrong with a run that nobody killed, or undefined. */
export function findRunFault({ status, signal, output, isLate }) {
  if (isLate) return ['hang', 'did not end'];
  const trace = TRACE.exec(output);
  if (trace) return ['internal fault', output.slice(Math.max(0, trace.index - 200), trace.index + 200)];
  if (signal || ![0, 1, 2].includes(status))
    return ['abort', `ended with ${signal ?? status}: ${output.slice(-300)}`];
  if (status === 2 && output.trim() === '') return ['ended without a word', `exit ${status}`];
  return undefined;
}
