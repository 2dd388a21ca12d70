/**
 * Facts of a document, kept beside it in the cache (`part16.facts`) so that a second run need not read it again. They are
 * those of one document, of what is corrected in it, and of the program that read it; all three are in their key. They may
 * be deleted at any time and are never trusted: what is damaged, cut or of another key is not used, and a cache that
 * cannot be written keeps nothing.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { hasCode, replaceFile } from '../disk/durable-file.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { formatEditionFolder } from '../fetch/cache/cache.js';
import type { Edition } from '../model/edition.js';
import type { Part } from '../model/source-ref.js';
import { getProgramDigest } from './program-digest.js';

/** One part of an edition of the cache. */
export interface KeptPlace {
  readonly cacheRoot: string;
  readonly edition: Edition;
  readonly part: Part;
}

/** Neither is there if nothing was kept. */
export interface Kept {
  readonly value?: unknown;
  /** Why what was kept is not used. */
  readonly fault?: string;
}

/** `dicom-omop facts <key> <digest of what follows>`, and a line end. */
const HEADER = /^dicom-omop facts ([0-9a-f]{64}) ([0-9a-f]{64})\n/;
const HEADER_LENGTH = 'dicom-omop facts '.length + 64 + 1 + 64 + 1;

/** `sources`: whatever the facts follow from, beside the program. */
export function keyOfFacts(sources: readonly string[]): string {
  return sha256(JSON.stringify([getProgramDigest(), ...sources]));
}

export async function findKept(place: KeptPlace, key: string): Promise<Kept> {
  const file = fileOf(place);
  try {
    requireRegularFile(file);
    return open(await readFile(file), key);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return {};
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Replaces what was kept, in one step. */
export async function keep(place: KeptPlace, key: string, value: unknown): Promise<void> {
  const { cacheRoot, edition } = place;
  const payload = serialize(value);
  const bytes = Buffer.concat([Buffer.from(`dicom-omop facts ${key} ${sha256(payload)}\n`), payload]);
  // What a killed run leaves of it is removed with the other leftovers of the cache.
  const aside = join(cacheRoot, `.tmp-${edition}-${randomUUID()}`);
  await replaceFile(fileOf(place), aside, bytes).catch(() => undefined);
}

function open(bytes: Buffer, key: string): Kept {
  const [header, itsKey, digest] = HEADER.exec(bytes.toString('latin1', 0, HEADER_LENGTH)) ?? [];
  if (header === undefined) return { fault: 'they are damaged' };
  const payload = bytes.subarray(HEADER_LENGTH);
  if (sha256(payload) !== digest) return { fault: 'they are damaged or cut short' };
  if (itsKey !== key) return { fault: 'document, corrections or program have changed since' };
  return { value: deserialize(payload) };
}

function fileOf({ cacheRoot, edition, part }: KeptPlace): string {
  return join(formatEditionFolder(cacheRoot, edition), `part${String(part).padStart(2, '0')}.facts`);
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
