/** PS3.16 read in a thread of its own: it needs nothing of the other parts. */
import { parentPort, workerData } from 'node:worker_threads';
import { readCellCorrections } from '../corrections/cell-corrections.js';
import type { ContentMappingFacts } from '../extract/standard.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { CONTENT_MAPPING } from './content-mapping.js';
import { type CachePlace, type ReadPart, readPart } from './part-reading.js';

/** What the thread is given: everything in it can be cloned. */
export interface ContentMappingRequest {
  readonly place: CachePlace;
  /** `corrections/cells.tsv`. */
  readonly corrections: { readonly text: string; readonly file: string };
}

/** What it answers: the reading with the corrections that it used, or a fault of the environment. */
export type ContentMappingAnswer =
  | {
      readonly outcome: Outcome<ReadPart<ContentMappingFacts> | undefined>;
      readonly usedCells: readonly string[];
    }
  | { readonly fault: { readonly message: string; readonly fix: string | undefined } };

async function answer({ place, corrections }: ContentMappingRequest): Promise<ContentMappingAnswer> {
  const { value: cells } = readCellCorrections(corrections.text, corrections.file, place.edition);
  try {
    const outcome = await readPart(place, cells, CONTENT_MAPPING);
    return { outcome, usedCells: cells.usedCells(CONTENT_MAPPING.part) };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { fault: { message: error.message, fix: error.fix } };
  }
}

parentPort?.postMessage(await answer(workerData as ContentMappingRequest));
