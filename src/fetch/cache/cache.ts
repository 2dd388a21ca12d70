/**
 * The standard cache, read side: `<root>/<edition>/manifest.json` and the documents beside it. Bytes are
 * handed out only if length and SHA-256 are those of the manifest. The manifest names the files that hold
 * an edition, so a reader that follows it sees the old or the new edition whole while a writer is at work.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../disk/durable-file.js';
import { requireRegularFile } from '../../disk/regular-file.js';
import type { CachedPart, CacheManifest } from '../../model/cache-manifest.js';
import { type Diagnostic, EnvironmentError, type Outcome } from '../../model/diagnostic.js';
import { compareEditions, type Edition, nominalPublication, parseEdition } from '../../model/edition.js';
import { PARTS, type Part } from '../../model/source-ref.js';
import { MANIFEST, parseManifest } from './manifest.js';

/** What is asked for instead of a label: the newest edition. */
export const CURRENT = 'current';

export interface CachedDocument {
  readonly entry: CachedPart;
  readonly bytes: Buffer;
}

export interface CachedEdition {
  readonly manifest: CacheManifest;
  /** The parts asked for, in order of their number. */
  readonly documents: readonly CachedDocument[];
}

/** complete: all parts that a release needs, verified. partial: parts or the manifest are missing. damaged: not what was stored. */
export type CacheState = 'complete' | 'partial' | 'damaged';

export interface EditionListing {
  readonly edition: Edition;
  readonly state: CacheState;
  /** `yyyymmdd`. */
  readonly published: string | undefined;
  /** When the manifest was last written. */
  readonly storedAt: Date | undefined;
  /** Sum over the parts of the manifest. */
  readonly bytes: number;
  readonly parts: readonly Part[];
  readonly diagnostics: readonly Diagnostic[];
}

const READABLE = 'give --cache a folder that you may read';

export function computeSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The folder of an edition. Refuses a label that is none, whatever the type says. */
export function formatEditionFolder(cacheRoot: string, edition: Edition): string {
  if (parseEdition(edition) === undefined) {
    throw new EnvironmentError(`${JSON.stringify(edition)} is no edition label`, {
      fix: 'give a label such as 2024d',
    });
  }
  return join(cacheRoot, edition);
}

/** The manifest of an edition; undefined without diagnostics if there is none. */
export async function readManifestFile(
  cacheRoot: string,
  edition: Edition,
): Promise<Outcome<CacheManifest | undefined>> {
  const file = join(formatEditionFolder(cacheRoot, edition), MANIFEST);
  requireRegularFile(file);
  try {
    return parseManifest(await readFile(file, 'utf8'), file, edition);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { value: undefined, diagnostics: [] };
    throw new EnvironmentError(`cannot read ${file}`, { fix: READABLE, cause: error });
  }
}

/**
 * An edition with the verified bytes of `parts`. Throws if it is not in the cache. Bytes that are not those
 * of the manifest are `cache-damaged`, parts that were never stored `cache-incomplete`: errors, no value.
 */
export async function readCached(
  cacheRoot: string,
  edition: Edition,
  parts: readonly Part[] = PARTS,
): Promise<Outcome<CachedEdition | undefined>> {
  const { value: manifest, diagnostics: faults } = await readManifestFile(cacheRoot, edition);
  if (faults.length > 0) return { value: undefined, diagnostics: faults };
  if (manifest === undefined) throw missingEdition(cacheRoot, edition);
  const documents: CachedDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const part of parts.toSorted((a, b) => a - b)) {
    const entry = manifest.parts.find((candidate) => candidate.part === part);
    if (entry === undefined) {
      diagnostics.push(incomplete(cacheRoot, edition, part));
      continue;
    }
    const read = await readPart(cacheRoot, edition, entry);
    diagnostics.push(...read.diagnostics);
    if (read.value !== undefined) documents.push({ entry, bytes: read.value });
  }
  if (diagnostics.length === 0) return { value: { manifest, documents }, diagnostics };
  const replaced = await findReplacement(cacheRoot, manifest);
  return replaced ? readCached(cacheRoot, edition, parts) : { value: undefined, diagnostics };
}

/** The manifest that another fetch has put in the place of this one since it was read; undefined if none has. */
export async function findReplacement(
  cacheRoot: string,
  manifest: CacheManifest,
): Promise<CacheManifest | undefined> {
  const { value: now } = await readManifestFile(cacheRoot, manifest.edition);
  return now !== undefined && JSON.stringify(now) !== JSON.stringify(manifest) ? now : undefined;
}

/** The bytes of one part, verified against its manifest entry. */
export async function readPart(
  cacheRoot: string,
  edition: Edition,
  entry: CachedPart,
): Promise<Outcome<Buffer | undefined>> {
  const file = join(formatEditionFolder(cacheRoot, edition), entry.file);
  try {
    if (!(await stat(file)).isFile()) {
      return { value: undefined, diagnostics: [damaged(file, edition, entry, undefined)] };
    }
    const bytes = await readFile(file);
    const sha256 = computeSha256(bytes);
    if (bytes.length === entry.bytes && sha256 === entry.sha256) return { value: bytes, diagnostics: [] };
    const found = `${bytes.length} bytes, sha256 ${sha256}`;
    return { value: undefined, diagnostics: [damaged(file, edition, entry, found)] };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) {
      return { value: undefined, diagnostics: [damaged(file, edition, entry, undefined)] };
    }
    throw new EnvironmentError(`cannot read ${file}`, { fix: READABLE, cause: error });
  }
}

/** Every edition folder of the cache in order of publication; an absent cache is an empty one. */
export async function listEditions(cacheRoot: string): Promise<readonly EditionListing[]> {
  const listings: EditionListing[] = [];
  for (const edition of await listLabels(cacheRoot)) listings.push(await describeEdition(cacheRoot, edition));
  return listings;
}

/** The labels of the folders of the cache in order of publication, whatever the folders hold. */
export async function listLabels(cacheRoot: string): Promise<readonly Edition[]> {
  const entries = await readdir(cacheRoot, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw new EnvironmentError(`cannot read the standard cache ${cacheRoot}`, {
      fix: READABLE,
      cause: error,
    });
  });
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .flatMap((entry) => parseEdition(entry.name) ?? [])
    .sort(compareEditions);
}

/** What `current` means without a network: the newest published edition with all parts. Throws if none is. */
export async function resolveCurrent(cacheRoot: string): Promise<Edition> {
  for (const edition of (await listLabels(cacheRoot)).toReversed()) {
    if (nominalPublication(edition) === undefined) continue;
    const { value: manifest } = await readManifestFile(cacheRoot, edition);
    if (manifest && isComplete(manifest)) return edition;
  }
  throw new EnvironmentError(`no published edition is in the standard cache ${cacheRoot}`, {
    fix: 'run `dicom-omop fetch --edition current`',
  });
}

/** True if no part is missing that a release needs. */
function isComplete({ parts }: CacheManifest): boolean {
  return PARTS.every((needed) => parts.some(({ part }) => part === needed));
}

async function describeEdition(cacheRoot: string, edition: Edition): Promise<EditionListing> {
  const { value: manifest, diagnostics } = await readManifestFile(cacheRoot, edition);
  const unread = { edition, published: undefined, storedAt: undefined, bytes: 0, parts: [], diagnostics };
  if (diagnostics.length > 0) return { ...unread, state: 'damaged' };
  if (manifest === undefined) return { ...unread, state: 'partial' };
  const parts = manifest.parts.map(({ part }) => part).toSorted((a, b) => a - b);
  const faults = (await readCached(cacheRoot, edition, parts)).diagnostics;
  const { mtime } = await stat(join(formatEditionFolder(cacheRoot, edition), MANIFEST));
  return {
    edition,
    state: faults.length > 0 ? 'damaged' : isComplete(manifest) ? 'complete' : 'partial',
    published: manifest.published,
    storedAt: mtime,
    bytes: manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts,
    diagnostics: faults,
  };
}

function missingEdition(cacheRoot: string, edition: Edition): EnvironmentError {
  return new EnvironmentError(`edition ${edition} is not in the standard cache ${cacheRoot}`, {
    fix: `run \`dicom-omop fetch --edition ${edition}\`, or \`dicom-omop import DIR --edition ${edition}\``,
  });
}

function incomplete(cacheRoot: string, edition: Edition, part: Part): Diagnostic {
  return {
    code: 'cache-incomplete',
    severity: 'error',
    at: { file: join(cacheRoot, edition, MANIFEST) },
    message: `PS3.${part} of edition ${edition} is not in the standard cache`,
    fix: `run \`dicom-omop fetch --edition ${edition}\``,
  };
}

function damaged(file: string, edition: Edition, entry: CachedPart, found: string | undefined): Diagnostic {
  return {
    code: 'cache-damaged',
    severity: 'error',
    at: { file },
    message:
      found === undefined
        ? `PS3.${entry.part} of edition ${edition} is gone from the standard cache`
        : `PS3.${entry.part} of edition ${edition} is not what was stored`,
    ...(found === undefined ? {} : { found }),
    expected: `${entry.bytes} bytes, sha256 ${entry.sha256}, as the manifest says`,
    fix: `run \`dicom-omop fetch --edition ${edition}\` (or \`import\`) again; it replaces the damaged file`,
  };
}
