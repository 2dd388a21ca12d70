/** The page of a release, made beside whatever else a build has to do where there is a second processor. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { emitBrowsePage } from '../browse/browse-page.js';
import { openFiles } from '../release/release-folder.js';
import type { PageAnswer, PageRequest } from './page-worker.js';

/** Compiled only: run from its sources, the program makes the page in the one thread that it has. */
const WORKER = new URL('./page-worker.js', import.meta.url);

/** A page that is being made. */
export interface PageMaking {
  /** Path and text of the page. */
  readonly finish: () => Promise<readonly [file: string, text: string]>;
  /** For whoever needs it no more; nothing if it is finished. */
  readonly stop: () => Promise<void>;
}

export function startPage(request: PageRequest): PageMaking {
  if (availableParallelism() < 2 || !existsSync(WORKER)) {
    const { edition, tables, label } = request;
    return { finish: async () => emitBrowsePage(openFiles(edition, tables), label), stop: async () => {} };
  }
  const worker = new Worker(WORKER, { workerData: request });
  const answer = new Promise<PageAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that makes the page ended with ${code}`)));
  });
  // Whoever waits for it is told; nobody else needs to know.
  answer.catch(() => undefined);
  return {
    finish: async () => {
      const { file, bytes } = await answer;
      return [file, Buffer.from(bytes.buffer).toString('utf8')];
    },
    stop: async () => void (await worker.terminate()),
  };
}
