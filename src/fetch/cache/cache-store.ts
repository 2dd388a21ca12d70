/**
 * The standard cache, write side. A kill at any moment leaves the edition as it was or complete:
 *
 * - A new edition is a complete folder `.tmp-<edition>-*`, flushed, then renamed into place.
 * - A changed part of a present edition goes beside the old one as `part03-<sha256>.xml`. Replacing
 *   `manifest.json` is the commit: it names the new files. Only then `part03.xml`, which no manifest names
 *   any more, is replaced by the new bytes, the manifest is pointed back at it and the twin is removed.
 *
 * At every moment the files that `manifest.json` names exist and hold the bytes that it states.
 */
import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { flushSync, hasCode, replaceFile, writeFlushed } from '../../disk/durable-file.js';
import { type LockTimes, withLock } from '../../disk/file-lock.js';
import type { CachedPart, CacheManifest } from '../../model/cache-manifest.js';
import { EnvironmentError } from '../../model/diagnostic.js';
import { type Edition, nominalPublication } from '../../model/edition.js';
import type { Part } from '../../model/source-ref.js';
import { formatEditionFolder, readManifestFile, readPart } from './cache.js';
import { formatManifest, formatPartFile, formatPendingFile, MANIFEST } from './manifest.js';

/** Leftovers of killed writers are removed when nothing touched them for this long, in milliseconds. */
const ABANDONED_AFTER = 600_000;

export interface PartToStore {
  /** `file` is chosen here. */
  readonly entry: Omit<CachedPart, 'file'>;
  /** Undefined: the bytes are in the cache already and only the entry is new. */
  readonly bytes: Buffer | undefined;
}

export interface StoreRequest {
  readonly cacheRoot: string;
  readonly edition: Edition;
  /** `yyyymmdd`; the one already stored, else the nominal one of the label, if undefined. */
  readonly published?: string | undefined;
  /** Parts that are not given stay as they are. */
  readonly parts: readonly PartToStore[];
  readonly lockTimes?: LockTimes | undefined;
}

/** Stores the parts and gives the manifest as it now stands. Throws if the folder cannot be written. */
export async function storeEdition(request: StoreRequest): Promise<CacheManifest> {
  const { cacheRoot, edition } = request;
  const folder = formatEditionFolder(cacheRoot, edition);
  let staging: string | undefined;
  try {
    await mkdir(cacheRoot, { recursive: true });
    staging = join(cacheRoot, `.tmp-${edition}-${randomUUID()}`);
    await mkdir(staging);
    for (const { entry, bytes } of request.parts) {
      if (bytes !== undefined) await writeFlushed(join(staging, formatPartFile(entry.part)), bytes);
    }
    const from = staging;
    const lock = { file: join(cacheRoot, `.lock-${edition}`), purpose: `store ${edition}` };
    return await withLock({ ...lock, times: request.lockTimes }, () => commit(request, folder, from));
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError(`cannot write edition ${edition} into the standard cache ${cacheRoot}`, {
      cause: error,
      fix: 'make the folder writable and see that the disk has room, then run the command again',
    });
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
  }
}

async function commit(request: StoreRequest, folder: string, staging: string): Promise<CacheManifest> {
  await removeAbandoned(request.cacheRoot, staging);
  const old = (await readManifestFile(request.cacheRoot, request.edition)).value;
  const isNew = !(await exists(folder));
  const entries: CachedPart[] = [];
  for (const part of request.parts) {
    if (isNew && part.bytes === undefined) throw changedMeanwhile(request.edition, part.entry.part);
    entries.push(isNew ? canonical(part.entry) : await moveIn(request, folder, staging, old, part));
  }
  const manifest = mergeManifest(request, old, entries);
  if (isNew) {
    await writeFlushed(join(staging, MANIFEST), formatManifest(manifest));
    flushSync(staging);
    await rename(staging, folder);
    flushSync(request.cacheRoot);
    return manifest;
  }
  if (old === undefined || formatManifest(old) !== formatManifest(manifest)) {
    await writeManifest(folder, staging, manifest);
  }
  return settle(folder, staging, manifest);
}

/** Puts one staged part beside the old one, or over a file that no valid entry names. */
async function moveIn(
  request: StoreRequest,
  folder: string,
  staging: string,
  old: CacheManifest | undefined,
  { entry, bytes }: PartToStore,
): Promise<CachedPart> {
  const before = old?.parts.find(({ part }) => part === entry.part);
  const isSound =
    before !== undefined && (await readPart(request.cacheRoot, request.edition, before)).value !== undefined;
  if (before !== undefined && isSound && before.sha256 === entry.sha256)
    return { ...entry, file: before.file };
  if (bytes === undefined) throw changedMeanwhile(request.edition, entry.part);
  const isFree = !isSound || before.file !== formatPartFile(entry.part);
  const file = isFree ? formatPartFile(entry.part) : formatPendingFile(entry.part, entry.sha256);
  await rename(join(staging, formatPartFile(entry.part)), join(folder, file));
  return { ...entry, file };
}

/** Gives every part its own name again and removes what no entry names. */
async function settle(folder: string, staging: string, manifest: CacheManifest): Promise<CacheManifest> {
  const pending = manifest.parts.filter(({ part, file }) => file !== formatPartFile(part));
  for (const { part, file } of pending) {
    const twin = join(staging, `twin-${file}`);
    await copyOrLink(join(folder, file), twin);
    await rename(twin, join(folder, formatPartFile(part)));
  }
  const settled = { ...manifest, parts: manifest.parts.map(canonical) };
  if (pending.length > 0) await writeManifest(folder, staging, settled);
  const named = new Set(settled.parts.map(({ file }) => file));
  for (const name of await readdir(folder)) {
    if (/^part\d\d-[0-9a-f]{12}\.xml$/.test(name) && !named.has(name)) await rm(join(folder, name));
  }
  return settled;
}

async function writeManifest(folder: string, staging: string, manifest: CacheManifest): Promise<void> {
  flushSync(folder);
  await replaceFile(join(folder, MANIFEST), join(staging, MANIFEST), formatManifest(manifest));
  flushSync(folder);
}

async function copyOrLink(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
    await copyFile(from, to);
  }
}

function canonical(entry: Omit<CachedPart, 'file'>): CachedPart {
  return { ...entry, file: formatPartFile(entry.part) };
}

function mergeManifest(
  request: StoreRequest,
  old: CacheManifest | undefined,
  entries: readonly CachedPart[],
): CacheManifest {
  const published = request.published ?? old?.published ?? nominalPublication(request.edition);
  const kept = (old?.parts ?? []).filter(({ part }) => !entries.some((entry) => entry.part === part));
  return {
    edition: request.edition,
    ...(published === undefined ? {} : { published }),
    parts: [...kept, ...entries].sort((a, b) => a.part - b.part),
  };
}

/** Ages are taken from the clock of the file system: against the staging folder made a moment ago. */
async function removeAbandoned(cacheRoot: string, staging: string): Promise<void> {
  const now = (await stat(staging)).mtimeMs;
  for (const name of await readdir(cacheRoot)) {
    if (!name.startsWith('.tmp-')) continue;
    const path = join(cacheRoot, name);
    const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
    if (age > ABANDONED_AFTER) await rm(path, { recursive: true, force: true });
  }
}

function changedMeanwhile(edition: Edition, part: Part): EnvironmentError {
  return new EnvironmentError(`PS3.${part} of edition ${edition} changed in the standard cache meanwhile`, {
    fix: 'run the command again',
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
