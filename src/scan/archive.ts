/**
 * Members of ZIP, TAR and TAR.GZ files as records. Nothing is written to disk and no member's name is used as a path;
 * of a ZIP member no more is inflated than its header takes, and limits end an archive that grows beyond all measure.
 */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { ByteSource } from '../dicom/header.js';
import { withStream } from './member-source.js';

export interface ArchiveMember {
  readonly name: string;
  readonly size: number;
  readonly read: <T>(use: (source: ByteSource) => T) => Promise<T>;
}

/** What ends the reading of an archive. */
export interface ArchiveFault {
  readonly code: 'archive-damaged' | 'archive-limit';
  readonly message: string;
}

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

const MAX_MEMBERS = 1_000_000;
/** A TAR.GZ that is larger than this by more than that factor is a bomb. */
const MAX_INFLATED = 4 * 1024 ** 3;
const MAX_RATIO = 200;

/** By the first bytes; undefined for what is no archive. [APPNOTE 4.3.7, POSIX ustar, RFC 1952] */
export function findArchiveKind(path: Uint8Array): ArchiveKind | undefined {
  const start = Buffer.alloc(KIND_BYTES);
  const descriptor = openSync(Buffer.from(path), 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return findKindOf(start);
}

/** Of what begins with these bytes. */
export const KIND_BYTES = 264;
export function findKindOf(start: Buffer): ArchiveKind | undefined {
  if (start.toString('latin1', 0, 4) === 'PK\x03\x04') return 'zip';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  return start.toString('latin1', 257, 262) === 'ustar' ? 'tar' : undefined;
}

/** A file by its path, or an archive that is a member of another, in memory. */
export type ArchiveInput = { readonly path: Uint8Array } | { readonly bytes: Buffer };

/** Calls `use` for each member, one after the other; gives the fault that ended it early. */
export async function readArchive(
  input: ArchiveInput,
  kind: ArchiveKind,
  size: number,
  use: (member: ArchiveMember) => Promise<void>,
): Promise<ArchiveFault | undefined> {
  try {
    if (kind === 'zip') return await readZip(input, use);
    return await readTar(input, kind === 'gzip', size, use);
  } catch (error) {
    return {
      code: 'archive-damaged',
      message: `cannot be read on: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

async function readZip(
  input: ArchiveInput,
  use: (member: ArchiveMember) => Promise<void>,
): Promise<ArchiveFault | undefined> {
  // Loaded when it is used: a thread that reads files starts sooner.
  const { default: yauzl } = await import('yauzl');
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    // A name that is no safe path is a name all the same: it is shown, never opened.
    const options = {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: false,
      decodeStrings: false,
    };
    const done = (error: Error | null, file: ZipFile) => (error ? reject(error) : resolve(file));
    if ('bytes' in input) yauzl.fromBuffer(input.bytes, options, done);
    else yauzl.open(Buffer.from(input.path) as unknown as string, options, done);
  });
  try {
    if (zip.entryCount > MAX_MEMBERS) return tooMany(zip.entryCount);
    const entries: Entry[] = [];
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.on('end', resolve);
      zip.on('error', reject);
      zip.readEntry();
    });
    for (const entry of entries) {
      const name = Buffer.from(entry.fileName as unknown as Uint8Array).toString('utf8');
      if (name.endsWith('/')) continue;
      await use({ name, size: entry.uncompressedSize, read: (take) => readEntry(zip, entry, take) });
    }
    return undefined;
  } finally {
    zip.close();
  }
}

async function readEntry<T>(zip: ZipFile, entry: Entry, take: (source: ByteSource) => T): Promise<T> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  try {
    return await withStream(stream, entry.uncompressedSize, take);
  } finally {
    stream.destroy();
  }
}

async function readTar(
  input: ArchiveInput,
  zipped: boolean,
  size: number,
  use: (member: ArchiveMember) => Promise<void>,
): Promise<ArchiveFault | undefined> {
  const { default: tar } = await import('tar-stream');
  const extract = tar.extract();
  const file = 'bytes' in input ? Readable.from([input.bytes]) : createReadStream(Buffer.from(input.path));
  const source: Readable = zipped ? file.pipe(createGunzip()) : file;
  file.on('error', (error: Error) => extract.destroy(error));
  source.on('error', (error) => extract.destroy(error));
  source.pipe(extract);
  let members = 0;
  let inflated = 0;
  try {
    for await (const entry of extract) {
      const { name, size: bytes = 0, type } = entry.header;
      inflated += bytes;
      if (zipped && inflated > MAX_INFLATED && inflated > size * MAX_RATIO) {
        return {
          code: 'archive-limit',
          message: `inflates to more than ${MAX_RATIO} times its size; read up to there`,
        };
      }
      if (++members > MAX_MEMBERS) return tooMany(members);
      if (type === 'file' || type === 'contiguous-file') {
        await use({
          name,
          size: bytes,
          read: (take) => withStream(iterateOnce(entry as unknown as AsyncIterable<Uint8Array>), bytes, take),
        });
      }
      entry.resume();
    }
    return undefined;
  } finally {
    file.destroy();
    extract.destroy();
  }
}

/** The bytes of an entry as they come; an entry that is not read to its end can be passed over. */
async function* iterateOnce(entry: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks = entry[Symbol.asyncIterator]();
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

function tooMany(count: number): ArchiveFault {
  return { code: 'archive-limit', message: `${count} members; ${MAX_MEMBERS} are read at most` };
}
