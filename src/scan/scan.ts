/**
 * Inputs -> header tables. The work list is cut into batches, read by threads, each put in place whole; then the parts
 * are settled and the manifest is written. A scan that died goes on where it was: batches of unchanged inputs stay.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { type BatchSummary, findBatch } from './batch.js';
import { type BatchJob, readBatches } from './batch-threads.js';
import { addCounts, NO_COUNTS } from './part.js';
import { makeManifest, type ScanManifest } from './scan-manifest.js';
import type { ScanRequest } from './scan-request.js';
import { isSettled, publishTables, type SettledPart, settleTables } from './settle.js';
import { makeFolder } from './table-file.js';
import { listWork, type WorkItem } from './work-list.js';

interface Batch {
  readonly directory: string;
  readonly items: readonly WorkItem[];
}

/** Instances of the first batches, and how many batches are of one size before it doubles. */
const FIRST_BATCH = 1250;
const OF_A_SIZE = 8;
/** Share of a batch from which on it ends with a folder. */
const ALMOST = 0.75;
const PARTS = '.parts';
/** Parts that have become tables, on their way out. */
const DONE = '.done';

export async function scanFiles(request: ScanRequest): Promise<ScanManifest> {
  const { out, settings } = request;
  const parts = join(out, PARTS);
  prepareFolder(request, parts);
  const summaries: { directory: string; summary: BatchSummary }[] = [];
  let counts = NO_COUNTS;
  const take = (position: number, directory: string, summary: BatchSummary) => {
    summaries[position] = { directory, summary };
    counts = summary.parts.reduce((sum, part) => addCounts(sum, part.counts), counts);
    request.onProgress(counts);
  };
  await readBatches(makeJobs(request, parts, take), settings, request.threads);
  removeForeign(
    parts,
    summaries.map(({ directory }) => directory),
  );
  const settled = summaries.flatMap(({ directory, summary }) =>
    summary.parts.map(
      (part, index): SettledPart => ({
        directory: join(directory, String(index).padStart(5, '0')),
        summary: part,
      }),
    ),
  );
  return finishScan(request, settled);
}

/** Settles parts, wherever they come from, and writes the manifest. */
async function finishScan(request: ScanRequest, parts: readonly SettledPart[]): Promise<ScanManifest> {
  const { out } = request;
  const aside = join(out, '.settled');
  const { files, conflicts } = await settleTables(parts, aside, request.text, request.settings.sample);
  rmSync(join(out, 'manifest.json'), { force: true });
  publishTables(out, aside);
  const manifest = makeManifest(
    request,
    parts.map(({ summary }) => summary),
    files,
    conflicts === 0 ? {} : { 'instance-conflict': conflicts },
  );
  writeFileWhole(join(out, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, 0o600);
  // Out of sight in one step: parts that are half removed would pass for whole ones.
  const done = join(out, DONE);
  rmSync(done, { recursive: true, force: true });
  renameSync(join(out, PARTS), done);
  rmSync(done, { recursive: true, force: true });
  return manifest;
}

function prepareFolder({ out, resume }: ScanRequest, parts: string): void {
  const foreign = existsSync(out) && readdirSync(out).length > 0 && !isSettled(out) && !existsSync(parts);
  if (foreign) {
    throw new EnvironmentError(`${out} holds something else than header tables`, {
      fix: 'name a folder that is new, empty, or of an earlier scan',
    });
  }
  if (!resume && existsSync(parts)) {
    throw new EnvironmentError(`${out} holds a scan that was not finished`, {
      fix: 'go on with --resume, or remove the folder',
    });
  }
  rmSync(join(out, DONE), { recursive: true, force: true });
  makeFolder(parts);
}

function* makeJobs(
  request: ScanRequest,
  parts: string,
  take: (position: number, directory: string, summary: BatchSummary) => void,
): Generator<BatchJob> {
  let position = 0;
  for (const { directory, items } of cutBatches(request, parts)) {
    const here = position++;
    const known = findBatch(directory);
    if (known) take(here, directory, known);
    else yield { request: { directory, items }, done: (summary) => take(here, directory, summary) };
  }
}

/** Runs of the work list. The name of a batch is a digest of its inputs and of what is done with them. */
function* cutBatches(request: ScanRequest, parts: string): Generator<Batch> {
  const { settings, inputs, followLinks, shard } = request;
  const digest = createHash('sha256')
    .update(JSON.stringify({ ...settings, authorization: undefined }))
    .digest('hex');
  let items: WorkItem[] = [];
  let number = 0;
  const cut = (): Batch => {
    const hash = createHash('sha256').update(digest);
    for (const { root, sourceId, size, modified } of items) {
      hash.update(JSON.stringify([inputs[root], sourceId, size, modified]));
    }
    const directory = join(parts, `${String(number++).padStart(6, '0')}-${hash.digest('hex').slice(0, 16)}`);
    const batch = { directory, items };
    items = [];
    return batch;
  };
  for (const item of request.studies ?? listWork(inputs, { followLinks, tables: request.tables })) {
    if (shard && shardOf(item, shard.count) !== shard.index) continue;
    const size = sizeOfBatch(number, settings.partSize);
    const last = items.at(-1);
    // A series lies in one folder, mostly: it stays whole if the cut is between two of them.
    if (last && items.length >= size * ALMOST && folderOf(item) !== folderOf(last)) yield cut();
    items.push(item);
    if (items.length >= size) yield cut();
  }
  if (items.length > 0) yield cut();
}

/** The first are small, so that an archive of a few thousand files has work for every thread. The same for any number of threads. */
function sizeOfBatch(number: number, partSize: number): number {
  const size = FIRST_BATCH * 2 ** Math.min(Math.floor(number / OF_A_SIZE), 10);
  return Math.min(size, partSize);
}

/** 1 to `count`, by the name of the folder and file alone: every machine decides alike. */
export function shardOf({ root, sourceId }: Pick<WorkItem, 'root' | 'sourceId'>, count: number): number {
  const folder = sourceId.includes('/') ? folderOf({ sourceId }) : sourceId;
  const hash = createHash('sha256').update(`${root}/${folder}`).digest();
  return (hash.readUInt32BE(0) % count) + 1;
}

const folderOf = ({ sourceId }: Pick<WorkItem, 'sourceId'>): string =>
  sourceId.slice(0, Math.max(0, sourceId.lastIndexOf('/')));

/** Batches of inputs that have changed since, and what a killed thread left. */
function removeForeign(parts: string, kept: readonly string[]): void {
  const names = new Set(kept);
  for (const name of readdirSync(parts)) {
    if (!names.has(join(parts, name))) rmSync(join(parts, name), { recursive: true, force: true });
  }
}
