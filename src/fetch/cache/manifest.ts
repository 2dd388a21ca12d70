/** `manifest.json` as text: written in a fixed order, read back without trusting a word of it. */
import type { CachedPart, CacheManifest } from '../../model/cache-manifest.js';
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import type { Edition } from '../../model/edition.js';
import { KNOWN_PARTS, type Part } from '../../model/source-ref.js';

export const MANIFEST = 'manifest.json';

/** `part03.xml`: the name of a part in the cache. */
export function formatPartFile(part: Part): string {
  return `part${String(part).padStart(2, '0')}.xml`;
}

/** `part03-0123456789ab.xml`: where new bytes stand while `part03.xml` still holds the old ones. */
export function formatPendingFile(part: Part, sha256: string): string {
  return `part${String(part).padStart(2, '0')}-${sha256.slice(0, 12)}.xml`;
}

/** Same manifest, same bytes. Parts in order of their number. */
export function formatManifest(manifest: CacheManifest): string {
  const { edition, published } = manifest;
  const parts = manifest.parts
    .toSorted((a, b) => a.part - b.part)
    .map(({ part, file, sha256, bytes, title, url, etag, lastModified }) => ({
      part,
      file,
      sha256,
      bytes,
      title,
      url,
      etag,
      lastModified,
    }));
  return `${JSON.stringify({ edition, published, parts }, undefined, 2)}\n`;
}

/**
 * Text -> manifest of this edition. Anything else than what `formatManifest` writes is `manifest-malformed`:
 * no name in it can point outside its folder. `file` is the place that a fault names.
 */
export function parseManifest(
  text: string,
  file: string,
  edition: Edition,
): Outcome<CacheManifest | undefined> {
  try {
    return { value: readManifest(JSON.parse(text), edition), diagnostics: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: undefined, diagnostics: [malformed(message, file, edition)] };
  }
}

function malformed(message: string, file: string, edition: Edition): Diagnostic {
  return {
    code: 'manifest-malformed',
    severity: 'error',
    at: { file },
    message: `the manifest of edition ${edition} cannot be read: ${message}`,
    expected: 'the manifest that fetch or import wrote',
    fix: `restore the file, or run \`dicom-omop fetch --edition ${edition}\` (or \`import\`) again`,
  };
}

function readManifest(json: unknown, edition: Edition): CacheManifest {
  const fields = getRecord(json, 'the manifest');
  if (fields.edition !== edition) {
    throw new Error(`it is of edition ${JSON.stringify(fields.edition)}`);
  }
  if (!Array.isArray(fields.parts)) throw new Error('"parts" is no list');
  const parts = fields.parts.map(readPart);
  if (new Set(parts.map(({ part }) => part)).size !== parts.length) throw new Error('a part is listed twice');
  const published = findText(fields, 'published');
  if (published !== undefined && !/^\d{8}$/.test(published)) {
    throw new Error(`"published" is ${JSON.stringify(published)}, not yyyymmdd`);
  }
  return { edition, ...(published === undefined ? {} : { published }), parts };
}

function readPart(json: unknown): CachedPart {
  const fields = getRecord(json, 'a part');
  const part = KNOWN_PARTS.find((known) => known === fields.part);
  if (part === undefined)
    throw new Error(`part ${JSON.stringify(fields.part)} is none of ${KNOWN_PARTS.join(', ')}`);
  const sha256 = getText(fields, 'sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"sha256" of part ${part} is no SHA-256`);
  const file = getText(fields, 'file');
  if (file !== formatPartFile(part) && file !== formatPendingFile(part, sha256)) {
    throw new Error(`"file" of part ${part} is ${JSON.stringify(file)}`);
  }
  const bytes = fields.bytes;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) {
    throw new Error(`"bytes" of part ${part} is ${JSON.stringify(bytes)}`);
  }
  const url = findText(fields, 'url');
  const etag = findText(fields, 'etag');
  const lastModified = findText(fields, 'lastModified');
  return {
    part,
    file,
    sha256,
    bytes,
    title: getText(fields, 'title'),
    ...(url === undefined ? {} : { url }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function getRecord(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error(`${what} is no object`);
  return Object.fromEntries(Object.entries(json));
}

function findText(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${JSON.stringify(name)} is ${JSON.stringify(value)}`);
}

function getText(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = findText(fields, name);
  if (value === undefined) throw new Error(`${JSON.stringify(name)} is missing`);
  return value;
}
