/** One document of the cache, verified and corrected, and what is extracted from it. */
import { join } from 'node:path';
import type { CellCorrections } from '../corrections/cell-corrections.js';
import { type CorrectedDocBook, type DocBook, readDocument } from '../docbook/document.js';
import type { PartReading } from '../extract/standard.js';
import { readCached } from '../fetch/cache/cache.js';
import type { Outcome } from '../model/diagnostic.js';
import type { Part } from '../model/source-ref.js';
import type { ManifestInput } from '../release/manifest.js';
import type { BuildConfig } from './options.js';

/** What one document gives, and the document as an input of the release. */
export interface ReadPart<F> extends PartReading<F> {
  readonly input: ManifestInput;
}

/** Where the documents of an edition are. */
export type CachePlace = Pick<BuildConfig, 'cacheRoot' | 'edition'>;

/** The value is undefined if the document cannot be read; the diagnostics then say why. */
export async function readPart<F>(
  place: CachePlace,
  part: Part,
  cells: CellCorrections,
  extract: (document: CorrectedDocBook) => PartReading<F> | Promise<PartReading<F>>,
): Promise<Outcome<ReadPart<F> | undefined>> {
  const { value: opened, diagnostics } = await openPart(place, part);
  if (!opened) return { value: undefined, diagnostics };
  const reading = await extract({ ...opened.document, correctCell: cells.forPart(part) });
  return { value: { ...reading, input: opened.input }, diagnostics };
}

/** A verified document of the cache. */
export async function openPart(
  { cacheRoot, edition }: CachePlace,
  part: Part,
): Promise<Outcome<{ readonly document: DocBook; readonly input: ManifestInput } | undefined>> {
  const cached = await readCached(cacheRoot, edition, [part]);
  const [found] = cached.value?.documents ?? [];
  if (!found) return { value: undefined, diagnostics: cached.diagnostics };
  const { file, sha256, bytes } = found.entry;
  const { value, diagnostics } = readDocument(found.bytes, join(cacheRoot, edition, file));
  return { value: value && { document: value, input: { name: file, sha256, bytes } }, diagnostics };
}
