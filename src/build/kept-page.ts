/** The page of a release, kept in the cache for the next build that makes the same tables. */
import { createHash } from 'node:crypto';
import { type BrowseLabel, emitBrowsePage } from '../browse/browse-page.js';
import { isTableOfView } from '../browse/release-view.js';
import type { Files } from '../release/omop-tables.js';
import { openFiles } from '../release/release-folder.js';
import type { Progress } from './documents.js';
import { CHANGED, findKept, keep, keyOf } from './kept.js';
import type { BuildConfig } from './options.js';

/** What makes the page of the tables. */
const ROOMS = ['browse', 'page', 'release', 'model'];

/** The same file whether it was kept or is made now. `all`: every table that a page shows is among them. */
export async function makePage(
  { cacheRoot, edition }: BuildConfig,
  all: Files,
  label: BrowseLabel,
  progress: Progress,
): Promise<readonly [file: string, text: string]> {
  const place = { cacheRoot, edition, name: 'page' };
  const tables = new Map([...all].filter(([file]) => isTableOfView(file)));
  const digest = createHash('sha256');
  for (const [file, text] of tables) digest.update(`${file} ${text.length}\n`).update(text);
  const key = keyOf(ROOMS, [JSON.stringify(label), digest.digest('hex')]);
  const { value: kept, fault } = await findKept(place, key);
  if (isPage(kept)) return [kept.file, Buffer.from(kept.bytes).toString('utf8')];
  progress.doing?.('making the page');
  const [file, text] = emitBrowsePage(openFiles(edition, tables), label);
  await keep(place, key, { file, bytes: Buffer.from(text) });
  if (fault !== undefined && fault !== CHANGED) progress('kept', `page made anew, what was kept is ${fault}`);
  return [file, text];
}

function isPage(kept: unknown): kept is { readonly file: string; readonly bytes: Uint8Array } {
  return typeof kept === 'object' && kept !== null && 'file' in kept && 'bytes' in kept;
}
