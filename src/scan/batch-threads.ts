/** Batches read by several threads; by this one where there is but one processor, or the program runs from its sources. */
import { existsSync } from 'node:fs';
import { EnvironmentError } from '../model/diagnostic.js';
import { answerInThreads, type Job } from '../threads/answer-in-threads.js';
import { type BatchRequest, type BatchSummary, makeBatchReader, type ScanSettings } from './batch.js';

/** Compiled only. */
const WORKER = new URL('./scan-worker.js', import.meta.url);

/** Megabytes: headers live for as long as their part is filled. */
const YOUNG = 96;

export type BatchJob = Job<BatchRequest, BatchSummary>;

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
  await answerInThreads(jobs, threads, { script: WORKER, data: settings, young: YOUNG, tell: tellFault });
}

function tellFault(fault: string): EnvironmentError {
  return new EnvironmentError(`a thread could not write its part: ${fault}`, {
    fix: 'make room and permission in the output folder, then run again with --resume',
  });
}
