/** `dicom-omop import`: DocBook files that a user already has, checked and taken into the standard cache. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../disk/durable-file.js';
import type { CacheManifest, IdentifyDocument } from '../model/cache-manifest.js';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { type Edition, nominalPublication } from '../model/edition.js';
import { OPTIONAL_PARTS, PARTS, type Part } from '../model/source-ref.js';
import { computeSha256 } from './cache/cache.js';
import { type PartToStore, storeEdition } from './cache/cache-store.js';
import { formatPartFile } from './cache/manifest.js';
import { checkIdentity, describeTooLarge, SIZE_CEILING } from './checks.js';

export interface ImportRequest {
  readonly directory: string;
  readonly edition: Edition;
  readonly cacheRoot: string;
  readonly identify: IdentifyDocument;
  /** `yyyymmdd`; the nominal day of the label if undefined. */
  readonly published?: string | undefined;
  /** Bytes; SIZE_CEILING if undefined. */
  readonly sizeCeiling?: number | undefined;
}

interface FoundPart {
  readonly part: Part;
  readonly path: string;
}

/**
 * Takes `partNN.xml` or `partNN/partNN.xml` for parts 3, 6 and 16, and 15 if it is there. Throws if one of the
 * three is missing. A document of
 * another part or edition, or one that `identify` refuses, is an error diagnostic and nothing is stored.
 */
export async function importEdition(request: ImportRequest): Promise<Outcome<CacheManifest | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const parts: PartToStore[] = [];
  for (const found of await findParts(request.directory, request.edition)) {
    const checked = await checkPart(found, request);
    diagnostics.push(...checked.diagnostics);
    if (checked.value !== undefined) parts.push(checked.value);
  }
  if (isBlocking(diagnostics)) return { value: undefined, diagnostics };
  const { cacheRoot, edition } = request;
  const published = request.published ?? nominalPublication(edition);
  return { value: await storeEdition({ cacheRoot, edition, published, parts }), diagnostics };
}

async function findParts(directory: string, edition: Edition): Promise<readonly FoundPart[]> {
  const found: FoundPart[] = [];
  const missing: string[] = [];
  for (const part of [...PARTS, ...OPTIONAL_PARTS]) {
    const file = formatPartFile(part);
    const candidates = [join(directory, file), join(directory, file.replace('.xml', ''), file)];
    const path = await findFile(candidates);
    if (path === undefined && OPTIONAL_PARTS.includes(part)) continue;
    if (path === undefined) missing.push(`PS3.${part} (looked for ${candidates.join(' and ')})`);
    else found.push({ part, path });
  }
  if (missing.length === 0) return found;
  throw new EnvironmentError(`no document for ${missing.join(', ')}`, {
    fix: `put the DocBook files of edition ${edition} there, or run \`dicom-omop fetch --edition ${edition}\``,
  });
}

async function findFile(candidates: readonly string[]): Promise<string | undefined> {
  for (const path of candidates) {
    try {
      if ((await stat(path)).isFile()) return path;
    } catch (error) {
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw unreadable(path, error);
    }
  }
  return undefined;
}

async function checkPart(
  { part, path }: FoundPart,
  request: ImportRequest,
): Promise<Outcome<PartToStore | undefined>> {
  const ceiling = request.sizeCeiling ?? SIZE_CEILING;
  const { size } = await stat(path);
  if (size > ceiling) return { value: undefined, diagnostics: [describeTooLarge(path, size, ceiling)] };
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const { value: identity, diagnostics } = request.identify(bytes, path);
  if (identity === undefined) return { value: undefined, diagnostics };
  const faults = [...diagnostics, ...checkIdentity(identity, part, request.edition, path)];
  if (isBlocking(faults)) return { value: undefined, diagnostics: faults };
  const entry = { part, sha256: computeSha256(bytes), bytes: bytes.length, title: identity.title };
  return { value: { entry, bytes }, diagnostics: faults };
}

function unreadable(path: string, cause: unknown): EnvironmentError {
  return new EnvironmentError(`cannot read ${path}`, { cause, fix: 'make the file readable' });
}
