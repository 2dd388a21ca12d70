/** A thread that reads batches: settings once, then a request at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BatchRequest, type BatchSummary, makeBatchReader, type ScanSettings } from './batch.js';

export type BatchAnswer = { readonly summary: BatchSummary } | { readonly fault: string };

const readBatch = makeBatchReader(workerData as ScanSettings);

async function answer(request: BatchRequest): Promise<BatchAnswer> {
  try {
    return { summary: await readBatch(request) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', async (request: BatchRequest) => parentPort?.postMessage(await answer(request)));
