/** The page of a release, made in a thread of its own: it needs no more than the tables. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BrowseLabel, emitBrowsePage } from '../browse/browse-page.js';
import type { Edition } from '../model/edition.js';
import type { Files } from '../release/omop-tables.js';
import { openFiles } from '../release/release-folder.js';

/** What the thread is given: everything in it can be cloned. */
export interface PageRequest {
  readonly edition: Edition;
  readonly tables: Files;
  readonly label: BrowseLabel;
}

/** What it answers. */
export interface PageAnswer {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const { edition, tables, label } = workerData as PageRequest;
const [file, text] = emitBrowsePage(openFiles(edition, tables), label);
const bytes = new TextEncoder().encode(text);
const answer: PageAnswer = { file, bytes };
parentPort?.postMessage(answer, [bytes.buffer]);
