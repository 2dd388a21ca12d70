// Readings within limits, and the judge beside them: a thread that is ended when it takes longer than it may, or more
// memory; a process of python3 with expat.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

/** Of processor time, so that a loaded machine is no hang; of the clock, for what waits for ever. */
export const SECONDS = 10;
const SECONDS_ON_THE_CLOCK = 180;
const MEGABYTES = 900;

/** Reads one document at a time: what the reader answers, or { hang } or { abort }. */
export function makeReader(root) {
  let worker;
  const start = () => {
    worker = new Worker(new URL('./reader.mjs', import.meta.url), {
      workerData: { root },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
      stdout: true,
      stderr: true,
    });
  };
  start();
  const read = (request) =>
    new Promise((resolve) => {
      const started = performance.now();
      const before = process.cpuUsage();
      const processorSeconds = () => {
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1e6;
      };
      const settle = (answer) => {
        clearInterval(timer);
        worker.off('message', settle);
        worker.off('error', abort);
        resolve({ ...answer, seconds: processorSeconds() });
      };
      const replace = (answer) => {
        settle(answer);
        worker.terminate();
        start();
      };
      const abort = (error) => replace({ abort: String(error) });
      const timer = setInterval(() => {
        const isLate = performance.now() - started > SECONDS_ON_THE_CLOCK * 1000;
        if (isLate || processorSeconds() > SECONDS) replace({ hang: true });
      }, 250);
      worker.once('message', settle);
      worker.once('error', abort);
      worker.postMessage(request);
    });
  return { read, end: () => worker.terminate() };
}

/** Asks expat. Undefined where python3 is not installed. */
export async function makeJudge() {
  const python = spawn('python3', [new URL('./judge.py', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const failed = await new Promise((resolve) => {
    python.once('error', () => resolve(true));
    python.once('spawn', () => resolve(false));
  });
  if (failed) return undefined;
  const waiting = [];
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  const judge = (bytes) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      python.stdin.write(`${bytes.length}\n`);
      python.stdin.write(bytes);
    });
  return { judge, end: () => python.stdin.end() };
}

export const programRoot = join(new URL('.', import.meta.url).pathname, '..', '..');
