/**
 * What is kept beside the documents of an edition in the cache, so that a second run need not make it again: facts of a
 * document (`part16.kept`), the page of a release (`page.kept`), a release (`release.kept`). The key says what it was made of, and the program that
 * made it. It may be deleted at any time and is never trusted: what is damaged, cut or of another key is not used, and a
 * cache that cannot be written keeps nothing.
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { hasCode } from '../disk/durable-file.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { formatEditionFolder } from '../fetch/cache/cache.js';
import type { Edition } from '../model/edition.js';
import { getProgramDigest } from './program-digest.js';

export interface KeptPlace {
  readonly cacheRoot: string;
  readonly edition: Edition;
  /** `part16`. */
  readonly name: string;
}

/** Neither is there if nothing was kept. */
export interface Kept {
  readonly value?: unknown;
  /** The value as it was written, and the blobs behind it. */
  readonly payload?: Uint8Array;
  /** Why what was kept is not used. */
  readonly fault?: string;
}

/** `dicom-omop kept <key> <digest of what follows>`, and a line end. */
const HEADER = /^dicom-omop kept ([0-9a-f]{64}) ([0-9a-f]{64})\n/;
const HEADER_LENGTH = 'dicom-omop kept '.length + 64 + 1 + 64 + 1;

/** `sources`: whatever it is made of; `rooms`: the parts of the program that make it. */
export function keyOf(rooms: readonly string[], sources: readonly string[]): string {
  return sha256(JSON.stringify([getProgramDigest(rooms), ...sources]));
}

/** The fault of what was made of something else. */
export const CHANGED = 'made of something else, or by another program';

/** Reads no more than the header of what has another key. */
export async function findKept(place: KeptPlace, key: string): Promise<Kept> {
  const file = fileOf(place);
  try {
    requireRegularFile(file);
    const handle = await open(file, 'r');
    try {
      const header = Buffer.alloc(HEADER_LENGTH);
      await handle.read(header, 0, HEADER_LENGTH, 0);
      const [found, itsKey, digest] = HEADER.exec(header.toString('latin1')) ?? [];
      if (found === undefined) return { fault: 'damaged' };
      if (itsKey !== key) return { fault: CHANGED };
      const payload = (await handle.readFile()).subarray(HEADER_LENGTH);
      if (sha256(payload) !== digest) return { fault: 'damaged or cut short' };
      return { value: deserialize(payload), payload };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return {};
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Replaces what was kept, in one step; what a power cut spoils is told by its digest, and nothing waits for the disk.
 * `blobs` stand behind the value, at the end of its payload.
 */
export async function keep(
  place: KeptPlace,
  key: string,
  value: unknown,
  blobs: Iterable<Uint8Array> = [],
): Promise<void> {
  const { cacheRoot, edition } = place;
  // What a killed run leaves of it is removed with the other leftovers of the cache.
  const aside = join(cacheRoot, `.tmp-${edition}-${randomUUID()}`);
  try {
    const handle = await open(aside, 'w');
    try {
      const digest = createHash('sha256');
      let at = HEADER_LENGTH;
      const append = async (bytes: Uint8Array) => {
        digest.update(bytes);
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
          done += bytesWritten;
        }
        at += bytes.length;
      };
      await append(serialize(value));
      for (const blob of blobs) await append(blob);
      await handle.write(`dicom-omop kept ${key} ${digest.digest('hex')}\n`, 0);
    } finally {
      await handle.close();
    }
    await rename(aside, fileOf(place));
  } catch {
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

function fileOf({ cacheRoot, edition, name }: KeptPlace): string {
  return join(formatEditionFolder(cacheRoot, edition), `${name}.kept`);
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
