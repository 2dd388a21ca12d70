/**
 * A whole release, kept in the cache: the same program makes the same files of the same inputs, so that a build of which
 * nothing has changed need not be made again. Its key is everything that a build reads, but for the documents those of
 * the manifest: they are verified by their digests before a release is taken for theirs.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { versions } from 'node:process';
import { identifyBundle } from '../athena/resolution.js';
import { findText } from '../disk/text-file.js';
import { readCached, readManifestFile } from '../fetch/cache/cache.js';
import { CDM_VOCABULARY_TABLES } from '../model/cdm-tables.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ReleaseFolder } from '../release/release-folder.js';
import type { Curation } from './curation.js';
import { CHANGED, findKept, keep, keyOf } from './kept.js';
import type { LedgerAddition, LedgerFiles } from './ledger-files.js';
import type { BuildConfig } from './options.js';
import { findPrevious } from './previous-release.js';

/** What a build tells of its release. */
export interface ReleaseCounts {
  readonly concepts: number;
  readonly deprecated: number;
  readonly relationships: number;
  readonly synonyms: number;
  /** Ids in the ledger, those added included. */
  readonly idsInLedger: number;
}

export interface KeptRelease {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly counts: ReleaseCounts;
  /** What is added to the ledgers, in the order of `ledgersOf`. */
  readonly additions: readonly LedgerAddition[];
  readonly diagnostics: readonly Diagnostic[];
  /** The folders of the build, where its diagnostics name one. */
  readonly folders?: string | undefined;
}

/** As it is written: the files stand behind it. */
interface StoredRelease extends Omit<KeptRelease, 'files'> {
  /** Bytes of each file. */
  readonly lengths: ReadonlyMap<string, number>;
}

/** The ledgers that a build keeps, that of the profile first. */
export function ledgersOf(curation: Curation): readonly LedgerFiles[] {
  return [curation, ...(curation.privateIds ? [curation.privateIds] : [])];
}

/** Undefined if something that a build reads cannot be read: the build says what, in its turn. */
export async function findReleaseKey(config: BuildConfig, curation: Curation): Promise<string | undefined> {
  return makeReleaseKey(config, curation).catch(() => undefined);
}

async function makeReleaseKey(config: BuildConfig, curation: Curation): Promise<string | undefined> {
  const { value: manifest } = await readManifestFile(config.cacheRoot, config.edition);
  if (manifest === undefined) return undefined;
  const previous = await findPrevious(config, curation);
  return keyOf(
    // Every room: none can be forgotten.
    ['.'],
    [
      // What libraries it has, and what reads its regular expressions.
      digest(findText(join(config.shippedMappings, '..', 'package.json')) ?? '-'),
      versions.node,
      JSON.stringify({ ...config, ...NO_FOLDERS, athena: config.athena !== undefined }),
      JSON.stringify(manifest),
      JSON.stringify(curation.inputs),
      ...ledgersOf(curation).flatMap(({ ledgerText = '-', historyText = '-', start }) => [
        digest(ledgerText),
        digest(historyText),
        start === undefined ? '' : digest(JSON.stringify(start)),
      ]),
      ...(previous ? [basename(previous.folder.name), ...digestsOf(previous.folder)] : []),
      config.athena === undefined ? '' : await identifyBundle(config.athena),
    ],
  );
}

const NO_FOLDERS = {
  cacheRoot: '',
  releaseDirectory: '',
  mappings: '',
  shippedMappings: '',
  ledgerFile: '',
  previous: '',
} as const;

/** Where a build reads and writes: not what its release is made of, but its diagnostics may say it. */
function foldersOf(config: BuildConfig): readonly string[] {
  const { cacheRoot, releaseDirectory, mappings, shippedMappings, ledgerFile, athena, previous } = config;
  const ledgers = ledgerFile === undefined ? mappings : dirname(ledgerFile);
  const others = [athena, previous?.name].flatMap((path) => path ?? []);
  return [cacheRoot, dirname(releaseDirectory), mappings, shippedMappings, ledgers, ...others];
}

/** The release that was kept under the key, if the documents are sound; why there is none, if that is worth telling. */
export async function findKeptRelease(
  config: BuildConfig,
  key: string,
): Promise<{ readonly value?: KeptRelease; readonly fault?: string }> {
  const { cacheRoot, edition } = config;
  const { value, payload, fault } = await findKept({ cacheRoot, edition, name: 'release' }, key);
  if (fault !== undefined && fault !== CHANGED) return { fault };
  if (payload === undefined) return {};
  if (!isStored(value)) return { fault: 'of another form' };
  if (value.folders !== undefined && value.folders !== foldersOf(config).join('\n')) return {};
  const { lengths, ...rest } = value;
  return (await areSound({ cacheRoot, edition }))
    ? { value: { ...rest, files: filesOf(lengths, payload) } }
    : {};
}

/** `files`: as they were written. */
export async function keepRelease(
  config: BuildConfig,
  key: string,
  { files, ...rest }: Omit<KeptRelease, 'files'> & { readonly files: ReadonlyMap<string, string> },
): Promise<void> {
  const lengths = new Map([...files].map(([name, text]) => [name, Buffer.byteLength(text)]));
  const told = JSON.stringify(rest.diagnostics);
  const folders = foldersOf(config);
  const isTold = folders.some((folder) => told.includes(JSON.stringify(folder).slice(1, -1)));
  const { cacheRoot, edition } = config;
  const value: StoredRelease = { ...rest, lengths, folders: isTold ? folders.join('\n') : undefined };
  await keep({ cacheRoot, edition, name: 'release' }, key, value, bytesOf(files));
}

/** One file at a time: all of them would be as much again as the release. */
function* bytesOf(files: ReadonlyMap<string, string>): Generator<Uint8Array> {
  for (const text of files.values()) yield Buffer.from(text);
}

/** The files that stand at the end of what was kept, one behind the other. */
function filesOf(lengths: StoredRelease['lengths'], payload: Uint8Array): Map<string, Uint8Array> {
  let at = payload.length;
  for (const length of lengths.values()) at -= length;
  const files = new Map<string, Uint8Array>();
  for (const [name, length] of lengths) {
    files.set(name, payload.subarray(at, at + length));
    at += length;
  }
  return files;
}

function isStored(kept: unknown): kept is StoredRelease {
  return typeof kept === 'object' && kept !== null && 'lengths' in kept && kept.lengths instanceof Map;
}

/** One document after the other: whatever is wrong with one is told by the build that reads it. */
async function areSound({
  cacheRoot,
  edition,
}: Pick<BuildConfig, 'cacheRoot' | 'edition'>): Promise<boolean> {
  const { value: manifest } = await readManifestFile(cacheRoot, edition);
  for (const { part } of manifest?.parts ?? []) {
    const { value } = await readCached(cacheRoot, edition, [part]);
    if (value === undefined) return false;
  }
  return manifest !== undefined;
}

function digestsOf({ find }: ReleaseFolder): string[] {
  const names = ['manifest.json', ...Object.values(CDM_VOCABULARY_TABLES).map(({ file }) => file)];
  return names.map((name) => digest(find(name) ?? '-'));
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
