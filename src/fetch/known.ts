/** What the cache already holds of the documents behind some URLs, so that only changed ones are moved. */
import type { CachedPart, CacheManifest } from '../model/cache-manifest.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import type { Part } from '../model/source-ref.js';
import { findReplacement, listLabels, readManifestFile, readPart } from './cache/cache.js';

export interface Known {
  readonly edition: Edition | undefined;
  /** Parts that were fetched from the same URL and whose bytes are still those of the manifest. */
  readonly parts: ReadonlyMap<Part, CachedPart>;
  /** Damage that was found on the way, as warnings: what is damaged is fetched anew. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `edition` undefined: `current`, that is the newest cached edition that came from these URLs. */
export async function findKnown(
  cacheRoot: string,
  edition: Edition | undefined,
  urls: ReadonlyMap<Part, string>,
): Promise<Known> {
  const labels = edition === undefined ? (await listLabels(cacheRoot)).toReversed() : [edition];
  for (const label of labels) {
    const { value: manifest, diagnostics } = await readManifestFile(cacheRoot, label);
    const entries =
      manifest?.parts.filter(({ part, url }) => url !== undefined && url === urls.get(part)) ?? [];
    if (edition === undefined && entries.length === 0) continue;
    const warnings = diagnostics.map(asWarning);
    return manifest === undefined ? { ...NOTHING, diagnostics: warnings } : verify(cacheRoot, manifest, urls);
  }
  return NOTHING;
}

const NOTHING: Known = { edition: undefined, parts: new Map(), diagnostics: [] };

async function verify(
  cacheRoot: string,
  manifest: CacheManifest,
  urls: ReadonlyMap<Part, string>,
): Promise<Known> {
  const { edition, parts: entries } = manifest;
  const parts = new Map<Part, CachedPart>();
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries.filter(({ part }) => urls.has(part))) {
    const read = await readPart(cacheRoot, edition, entry);
    diagnostics.push(...read.diagnostics.map(asWarning));
    if (read.value !== undefined && entry.url === urls.get(entry.part)) parts.set(entry.part, entry);
  }
  // What another fetch replaced meanwhile is no damage.
  const replaced = diagnostics.length > 0 ? await findReplacement(cacheRoot, manifest) : undefined;
  return replaced ? verify(cacheRoot, replaced, urls) : { edition, parts, diagnostics };
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'warning', fix: 'nothing: it is fetched anew' };
}
