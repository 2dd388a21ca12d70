/**
 * An Athena download as the ZIP that it comes in: members are found by file name in any folder, unpacked as
 * a stream, and checked against the length and CRC-32 that the archive states.
 */
import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { EnvironmentError } from '../../model/diagnostic.js';
import {
  type Bundle,
  type BundleFile,
  DamagedBundleError,
  identifyFile,
  MEMBERS,
  requireMembers,
} from './bundle.js';

const CHUNK_BYTES = 1 << 18;
const DEFLATE = 8;
const STORED = 0;

export async function openZip(path: string): Promise<Bundle> {
  await requireZipSignature(path);
  let zip: ZipFile | undefined;
  const entries = new Map<string, Entry>();
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const name = posix.basename(entry.fileName);
      if (!MEMBERS.includes(name)) continue;
      const other = entries.get(name);
      if (other) throw twice(path, other.fileName, entry.fileName);
      entries.set(name, entry);
    }
    requireMembers(path, entries.keys());
  } catch (error) {
    zip?.close();
    if (error instanceof EnvironmentError) throw error;
    throw new DamagedBundleError(path, { cause: error });
  }
  const opened = zip;
  return {
    path,
    files: new Map([...entries].map(([name, entry]) => [name, memberFile(opened, entry, name, path)])),
    identity: () => identifyFile(path),
    close: async () => opened.close(),
  };
}

function twice(path: string, first: string, second: string): EnvironmentError {
  return new EnvironmentError(`${path} holds two files of one table: ${first} and ${second}`, {
    fix: 'give the ZIP that athena.ohdsi.org sent, or a directory with the files of one download',
  });
}

async function requireZipSignature(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead === 2 && buffer.toString('latin1') === 'PK') return;
  } finally {
    await handle.close();
  }
  throw new EnvironmentError(`${path} is neither a directory nor a ZIP file`, {
    fix: 'give the directory or the ZIP that athena.ohdsi.org sent, not one of its CSV files',
  });
}

function memberFile(zip: ZipFile, entry: Entry, name: string, zipPath: string): BundleFile {
  const path = posix.join(zipPath, name);
  return { name, path, size: entry.uncompressedSize, chunks: () => unpack(zip, entry, path) };
}

async function* unpack(zip: ZipFile, entry: Entry, path: string): AsyncGenerator<Buffer> {
  let checksum = 0;
  let bytes = 0;
  let stream: Readable;
  try {
    stream = await openMember(zip, entry);
  } catch (error) {
    throw new DamagedBundleError(path, { cause: error });
  }
  try {
    for await (const chunk of chunksOf(stream, path)) {
      checksum = crc32(chunk, checksum);
      bytes += chunk.length;
      yield chunk;
    }
  } finally {
    stream.destroy();
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
    throw new DamagedBundleError(path, {
      cause: new Error('its length or CRC-32 differs from what the archive states'),
    });
  }
}

async function* chunksOf(stream: Readable, path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new DamagedBundleError(path, { cause: error });
  }
}

async function openMember(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.isEncrypted()) throw new Error('the member is encrypted');
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod === STORED) return raw;
  if (entry.compressionMethod !== DEFLATE) {
    raw.destroy();
    throw new Error(`compression method ${entry.compressionMethod} is neither stored nor deflate`);
  }
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // Errors of either stream reach the reader of `inflate`.
  pipeline(raw, inflate, () => undefined);
  return inflate;
}
