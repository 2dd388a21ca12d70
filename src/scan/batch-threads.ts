/** Batches read by several threads; by this one where there is but one processor, or the program runs from its sources. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { EnvironmentError } from '../model/diagnostic.js';
import { type BatchRequest, type BatchSummary, makeBatchReader, type ScanSettings } from './batch.js';
import type { BatchAnswer } from './scan-worker.js';

/** Compiled only. */
const WORKER = new URL('./scan-worker.js', import.meta.url);

/** Megabytes: headers live for as long as their part is filled; with the few of a thread's default each is copied several times. */
const YOUNG = 96;

export interface BatchJob {
  readonly request: BatchRequest;
  readonly done: (summary: BatchSummary) => void;
}

/** Takes jobs as threads become free; ends when all are done. A fault of one ends the rest. */
export async function readBatches(
  jobs: Iterable<BatchJob>,
  settings: ScanSettings,
  threads: number,
): Promise<void> {
  if (threads < 2 || !existsSync(WORKER)) {
    const readBatch = makeBatchReader(settings);
    for (const { request, done } of jobs) {
      done(await readBatch(request));
      // Signals and progress get their turn between batches.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return;
  }
  const queue = jobs[Symbol.iterator]();
  await Promise.all(Array.from({ length: threads }, () => runThread(queue, settings)));
}

async function runThread(queue: Iterator<BatchJob>, settings: ScanSettings): Promise<void> {
  let next = queue.next();
  if (next.done) return;
  const worker = new Worker(WORKER, {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  });
  try {
    while (!next.done) {
      const { request, done } = next.value;
      const answer = await ask(worker, request);
      if ('fault' in answer) {
        throw new EnvironmentError(`a thread could not write its part: ${answer.fault}`, {
          fix: 'make room and permission in the output folder, then run again with --resume',
        });
      }
      done(answer.summary);
      next = queue.next();
    }
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, request: BatchRequest): Promise<BatchAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (run: () => void) => {
      // One event at a time: without its own listeners a Worker starts its port no more.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      run();
    };
    worker.once('message', (answer: BatchAnswer) => settle(() => resolve(answer)));
    worker.once('error', (error) => settle(() => reject(error)));
    worker.once('exit', (code) => settle(() => reject(new Error(`a thread ended with ${code}`))));
    worker.postMessage(request);
  });
}
