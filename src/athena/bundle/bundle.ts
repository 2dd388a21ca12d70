/**
 * An Athena download, a directory or the ZIP that Athena sends: its member files as streams of bytes, and
 * an identity that says whether they are still the same ones. Nothing is unpacked to disk.
 */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { EnvironmentError } from '../../model/diagnostic.js';

export const CONCEPT = 'CONCEPT.csv';
export const CONCEPT_ANCESTOR = 'CONCEPT_ANCESTOR.csv';
export const CONCEPT_CPT4 = 'CONCEPT_CPT4.csv';
export const CONCEPT_RELATIONSHIP = 'CONCEPT_RELATIONSHIP.csv';
export const VOCABULARY = 'VOCABULARY.csv';

/** The members that are read. CONCEPT_CPT4.csv is there only if CPT4 was chosen. */
export const MEMBERS: readonly string[] = [
  CONCEPT,
  CONCEPT_RELATIONSHIP,
  VOCABULARY,
  CONCEPT_CPT4,
  CONCEPT_ANCESTOR,
];
const REQUIRED: readonly string[] = [CONCEPT, CONCEPT_RELATIONSHIP, VOCABULARY];

export interface BundleFile {
  /** `CONCEPT.csv`. */
  readonly name: string;
  /** What a diagnostic prints: the path as given, and the member. */
  readonly path: string;
  /** Unpacked bytes. */
  readonly size: number;
  /** The bytes in order. A chunk is valid only until the next one is asked for. */
  chunks(): AsyncIterable<Buffer>;
}

export interface Bundle {
  readonly path: string;
  readonly files: ReadonlyMap<string, BundleFile>;
  /** Size, time of change, and digest of head and tail of the files: the same wherever the bundle lies. */
  identity(): Promise<string>;
  close(): Promise<void>;
}

/** The bytes of a bundle cannot be unpacked. Resolution makes a diagnostic of it. */
export class DamagedBundleError extends Error {
  readonly path: string;

  constructor(path: string, { cause }: { readonly cause: unknown }) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'DamagedBundleError';
    this.path = path;
  }
}

/** Throws EnvironmentError naming every required member that `names` lacks. */
export function requireMembers(path: string, names: Iterable<string>): void {
  const present = new Set(names);
  const missing = REQUIRED.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  throw new EnvironmentError(`${path} is not an Athena download: it has no ${missing.join(', no ')}`, {
    fix: 'give the directory or the ZIP that athena.ohdsi.org sent, with its CSV files unchanged',
  });
}

const SAMPLE = 65536;

/**
 * Size, time of change (ms) and SHA-256 of the first and last 64 KiB. A change in the middle that keeps size
 * and time is not seen: hashing 3 GB would cost more than the resolution that it saves.
 */
export async function identifyFile(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const sample = Buffer.alloc(Math.min(size, 2 * SAMPLE));
  const head = Math.min(size, SAMPLE);
  const handle = await open(path, 'r');
  try {
    await handle.read(sample, 0, head, 0);
    await handle.read(sample, head, sample.length - head, size - (sample.length - head));
  } finally {
    await handle.close();
  }
  return `${size} ${mtimeMs} ${createHash('sha256').update(sample).digest('hex')}`;
}
