/**
 * What has arrived of a document survives the end of the process: `<cache>/.partial/part16-<url>-<unique>`,
 * a line of JSON (validators, encoding, length), then the bytes of the wire in order. A file is only ever
 * appended to by the process that made it, so any prefix of it is true and any other process may read it.
 * Best effort: a fault of the disk costs the resumption, never the download.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Received } from './received.js';

/** Milliseconds after which a piece is not worth keeping. */
const OLD_AFTER = 7 * 24 * 3600 * 1000;

export interface PartialStore {
  /** The longest piece that an earlier process left. */
  readonly find: (now: Date) => Promise<Received | undefined>;
  /** A document begins, or goes on from a piece that was found. */
  readonly begin: (received: Received) => void;
  readonly append: (bytes: Buffer) => void;
  /** Waits until what arrived is in the file. */
  readonly close: () => Promise<void>;
  /** Removes every piece of this document. */
  readonly forget: () => Promise<void>;
}

/** `url`: as printed; it holds no password. */
export function openPartialStore(cacheRoot: string, file: string, url: string): PartialStore {
  const folder = join(cacheRoot, '.partial');
  const key = createHash('sha256').update(url).digest('hex').slice(0, 16);
  const prefix = `${file.replace('.xml', '')}-${key}-`;
  let stream: WriteStream | undefined;
  const close = async (): Promise<void> => {
    const ending = stream;
    stream = undefined;
    if (ending === undefined) return;
    ending.end();
    await finished(ending).catch(() => undefined);
  };
  return {
    find: (now) => findLongest(folder, prefix, now),
    begin: (received) => {
      stream?.end();
      stream = received.guard === undefined ? undefined : startFile(folder, prefix, received);
    },
    append: (bytes) => void stream?.write(bytes),
    close,
    forget: async () => {
      await close();
      for (const path of await listFiles(folder, prefix)) await rm(path, { force: true });
      await rmdir(folder).catch(() => undefined);
    },
  };
}

function startFile(folder: string, prefix: string, received: Received): WriteStream | undefined {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return undefined;
  }
  const { chunks, length: _, ...header } = received;
  const stream = createWriteStream(join(folder, `${prefix}${randomUUID()}`), { flags: 'wx' });
  stream.on('error', () => undefined);
  stream.write(`${JSON.stringify(header)}\n`);
  for (const chunk of chunks) stream.write(chunk);
  return stream;
}

async function listFiles(folder: string, prefix: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(prefix)).map((name) => join(folder, name));
}

async function findLongest(folder: string, prefix: string, now: Date): Promise<Received | undefined> {
  let longest: Received | undefined;
  await removeOld(folder, now);
  for (const path of await listFiles(folder, prefix)) {
    const piece = parsePiece(await readFile(path).catch(() => Buffer.alloc(0)));
    if (piece !== undefined && piece.length > (longest?.length ?? 0)) longest = piece;
  }
  return longest;
}

async function removeOld(folder: string, now: Date): Promise<void> {
  for (const path of await listFiles(folder, 'part')) {
    const changed = await stat(path).catch(() => undefined);
    if (changed !== undefined && now.getTime() - changed.mtimeMs > OLD_AFTER) await rm(path, { force: true });
  }
}

function parsePiece(bytes: Buffer): Received | undefined {
  const end = bytes.indexOf('\n');
  if (end < 0) return undefined;
  try {
    const header: unknown = JSON.parse(bytes.toString('utf8', 0, end));
    if (typeof header !== 'object' || header === null) return undefined;
    const fields = new Map<string, unknown>(Object.entries(header));
    const text = (name: string): string | undefined => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : undefined;
    };
    const total = fields.get('total');
    const chunk = bytes.subarray(end + 1);
    const piece = {
      etag: text('etag'),
      lastModified: text('lastModified'),
      guard: text('guard'),
      encoding: text('encoding'),
      total: typeof total === 'number' ? total : undefined,
      chunks: [chunk],
      length: chunk.length,
    };
    return piece.guard === undefined || piece.length > (piece.total ?? Infinity) ? undefined : piece;
  } catch {
    return undefined;
  }
}
