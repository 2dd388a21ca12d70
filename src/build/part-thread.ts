/** PS3.16 of an edition, read beside the other parts where there is a second processor. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CellCorrections } from '../corrections/cell-corrections.js';
import type { ContentMappingFacts } from '../extract/standard.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { CONTENT_MAPPING } from './content-mapping.js';
import { type CachePlace, findPart, type ReadPart, readPart } from './part-reading.js';
import type { ContentMappingAnswer, ContentMappingRequest } from './part-worker.js';

/** Compiled only: run from its sources, the program reads all parts in one thread. */
const WORKER = new URL('./part-worker.js', import.meta.url);

/** The same outcome whether read in a thread or here. Corrections that were used are marked in `cells`. */
export async function readContentMapping(
  place: CachePlace,
  cells: CellCorrections,
): Promise<Outcome<ReadPart<ContentMappingFacts> | undefined>> {
  if (availableParallelism() < 2 || !existsSync(WORKER)) return readPart(place, cells, CONTENT_MAPPING);
  const kept = await findPart(place, cells, CONTENT_MAPPING);
  if (kept.value) return { value: kept.value, diagnostics: [] };
  const { cacheRoot, edition } = place;
  const answer = await askWorker({ place: { cacheRoot, edition }, corrections: cells.source });
  if ('fault' in answer) {
    const { message, fix } = answer.fault;
    throw new EnvironmentError(message, fix === undefined ? {} : { fix });
  }
  cells.markUsed(answer.usedCells);
  return answer.outcome;
}

function askWorker(request: ContentMappingRequest): Promise<ContentMappingAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: request });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that reads PS3.16 ended with ${code}`)));
  });
}
