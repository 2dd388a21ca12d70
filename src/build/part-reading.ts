/** One document of the cache, verified and corrected, and what is extracted from it or was kept of it. */
import { join } from 'node:path';
import type { CellCorrections } from '../corrections/cell-corrections.js';
import { type CorrectedDocBook, type DocBook, readDocument } from '../docbook/document.js';
import type { PartReading } from '../extract/standard.js';
import { readCached, readManifestFile } from '../fetch/cache/cache.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Part } from '../model/source-ref.js';
import type { ManifestInput } from '../release/manifest.js';
import { findKept, keep, keyOf } from './kept.js';
import type { BuildConfig } from './options.js';

/** What one document gives, and the document as an input of the release. */
export interface ReadPart<F> extends PartReading<F> {
  readonly input: ManifestInput;
  /** True if the facts were kept by an earlier run. */
  readonly isKept: boolean;
  /** Why facts that were kept could not be used. */
  readonly keptFault: string | undefined;
}

/** Where the documents of an edition are. */
export type CachePlace = Pick<BuildConfig, 'cacheRoot' | 'edition'>;

/** How a part is read. */
export interface PartReader<F> {
  readonly part: Part;
  readonly extract: (document: CorrectedDocBook) => PartReading<F> | Promise<PartReading<F>>;
  /** A part whose facts these depend on, and the digest of its document as it was read. */
  readonly basis?: { readonly part: Part; readonly sha256: Promise<string | undefined> };
}

/** What makes facts of a document. */
const ROOMS = ['docbook', 'extract', 'corrections', 'model'];

/** What is kept: the reading, and the corrections that it used. */
interface KeptReading<F> {
  readonly reading: PartReading<F>;
  readonly usedCells: readonly string[];
}

/** The value is undefined if the document cannot be read; the diagnostics then say why. */
export async function readPart<F>(
  place: CachePlace,
  cells: CellCorrections,
  reader: PartReader<F>,
): Promise<Outcome<ReadPart<F> | undefined>> {
  const kept = await findPart(place, cells, reader);
  if (kept.value) return { value: kept.value, diagnostics: [] };
  const { part, extract, basis } = reader;
  const { value: opened, diagnostics } = await openPart(place, part);
  if (!opened) return { value: undefined, diagnostics };
  const { document, input } = opened;
  const reading = await extract({ ...document, correctCell: cells.forPart(part) });
  const basisDigest = await basis?.sha256;
  if (!reading.diagnostics.some(isOfThisRun) && (basis === undefined) === (basisDigest === undefined)) {
    const value: KeptReading<F> = { reading, usedCells: cells.usedCells(part) };
    await keep(keptPlaceOf(place, part), factsKeyOf(cells, reader, [input.sha256, basisDigest ?? '']), value);
  }
  return { value: { ...reading, input, isKept: false, keptFault: kept.fault }, diagnostics };
}

/** What was kept of a part whose document is sound; the value is undefined if nothing was or it is no good. */
export async function findPart<F>(
  place: CachePlace,
  cells: CellCorrections,
  reader: PartReader<F>,
): Promise<{ readonly value: ReadPart<F> | undefined; readonly fault?: string }> {
  const { value: manifest } = await readManifestFile(place.cacheRoot, place.edition);
  const digestOf = (part: Part | undefined) => manifest?.parts.find((entry) => entry.part === part)?.sha256;
  const { part, basis } = reader;
  const key = factsKeyOf(cells, reader, [digestOf(part) ?? '', digestOf(basis?.part) ?? '']);
  const { value: kept, fault } = await findKept(keptPlaceOf(place, part), key);
  if (kept === undefined) return { value: undefined, ...(fault === undefined ? {} : { fault }) };
  if (!isReading<F>(kept)) return { value: undefined, fault: 'of another form' };
  const [found] = (await readCached(place.cacheRoot, place.edition, [part])).value?.documents ?? [];
  if (!found || found.entry.sha256 !== digestOf(part)) return { value: undefined };
  const { reading, usedCells } = kept;
  cells.markUsed(usedCells);
  return { value: { ...reading, input: inputOf(found.entry), isKept: true, keptFault: undefined } };
}

function isReading<F>(kept: unknown): kept is KeptReading<F> {
  return typeof kept === 'object' && kept !== null && 'reading' in kept && 'usedCells' in kept;
}

/** A verified document of the cache. */
export async function openPart(
  { cacheRoot, edition }: CachePlace,
  part: Part,
): Promise<Outcome<{ readonly document: DocBook; readonly input: ManifestInput } | undefined>> {
  const cached = await readCached(cacheRoot, edition, [part]);
  const [found] = cached.value?.documents ?? [];
  if (!found) return { value: undefined, diagnostics: cached.diagnostics };
  const { value, diagnostics } = readDocument(found.bytes, join(cacheRoot, edition, found.entry.file));
  return { value: value && { document: value, input: inputOf(found.entry) }, diagnostics };
}

function inputOf({ file, sha256, bytes }: { readonly file: string } & Omit<ManifestInput, 'name'>) {
  return { name: file, sha256, bytes };
}

function keptPlaceOf({ cacheRoot, edition }: CachePlace, part: Part) {
  return { cacheRoot, edition, name: `part${String(part).padStart(2, '0')}` };
}

function factsKeyOf<F>(
  cells: CellCorrections,
  { part, basis }: PartReader<F>,
  digests: readonly [document: string, basis: string],
): string {
  return keyOf(ROOMS, [
    String(part),
    cells.describe(part),
    basis === undefined ? '' : cells.describe(basis.part),
    ...digests,
  ]);
}

/** Errors stop the build, and a path is that of one machine. */
function isOfThisRun({ severity, at }: Diagnostic): boolean {
  return severity === 'error' || (at !== undefined && 'file' in at);
}
