/** A thread that reads batches: settings once, then a request at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BatchRequest, type BatchSummary, makeBatchReader, type ScanSettings } from './batch.js';

export type BatchAnswer = { readonly summary: BatchSummary } | { readonly fault: string };

const readBatch = makeBatchReader(workerData as ScanSettings);

function answer(request: BatchRequest): BatchAnswer {
  try {
    return { summary: readBatch(request) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: BatchRequest) => parentPort?.postMessage(answer(request)));
