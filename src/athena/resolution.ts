/**
 * An Athena download and the codes asked for -> a look-up index. One pass over CONCEPT for the codes, one over
 * CONCEPT_RELATIONSHIP for the ways from there, one over CONCEPT for the concepts at their ends.
 */
import { createHash } from 'node:crypto';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { FaultList } from '../model/fault-list.js';
import type { ConceptKey } from '../model/omop.js';
import { AthenaIndex } from './athena-index.js';
import { type Bundle, DamagedBundleError, MEMBERS, VOCABULARY } from './bundle/bundle.js';
import { openBundle } from './bundle/bundle-path.js';
import { type OnScan, searchBundle } from './bundle-search.js';
import { readIndexFile, type StoredFindings, writeIndexFile } from './index-file.js';
import { codeKey } from './scan/code-set.js';
import { findRelease, readVocabularies } from './scan/vocabulary-file.js';

export interface ResolveRequest {
  /** Directory or ZIP, as the user gave it. */
  readonly bundle: string;
  /** The codes asked for, in any order; repeats do no harm. */
  readonly codes: readonly ConceptKey[];
  /** Concepts asked for by id. */
  readonly conceptIds?: readonly number[];
  /** SQLite file that keeps the findings; without it nothing is kept. */
  readonly indexPath?: string;
  readonly onProgress?: OnScan;
}

export interface Resolution {
  readonly index: AthenaIndex;
  /** True if the index file still held for the bundle and the codes, so that the bundle was not read. */
  readonly reused: boolean;
}

/** Changes when the index file's form or the meaning of its content does. */
const FORMAT = 1;

/**
 * Data faults are error diagnostics with file and line; then there is no value, and no index file is written.
 * Throws EnvironmentError for a bundle or a member that is missing or changes while it is read, and for an
 * index file that cannot be written.
 */
export async function resolveCodes(request: ResolveRequest): Promise<Outcome<Resolution | undefined>> {
  let bundle: Bundle | undefined;
  try {
    bundle = await openBundle(request.bundle);
    return await resolveIn(bundle, request);
  } catch (error) {
    if (error instanceof DamagedBundleError) return { value: undefined, diagnostics: [damage(error)] };
    throw error;
  } finally {
    await bundle?.close();
  }
}

/** The name of the release of a download; undefined if it does not say. Reads its smallest table alone. */
export async function readAthenaRelease(path: string): Promise<string | undefined> {
  const bundle = await openBundle(path);
  try {
    const file = bundle.files.get(VOCABULARY);
    return file && findRelease(await readVocabularies(file, new FaultList()));
  } finally {
    await bundle.close();
  }
}

/** What tells a download from every other: the same for the same files. */
export async function identifyBundle(path: string): Promise<string> {
  const bundle = await openBundle(path);
  try {
    return await bundle.identity();
  } finally {
    await bundle.close();
  }
}

async function resolveIn(bundle: Bundle, request: ResolveRequest): Promise<Outcome<Resolution | undefined>> {
  const { codes, conceptIds = [], indexPath, onProgress } = request;
  const identity = await bundle.identity();
  const key = keyOf(identity, codes, conceptIds);
  const stored = indexPath === undefined ? undefined : await readIndexFile(indexPath, key);
  if (stored !== undefined) return outcome(stored, bundle, true);
  const { findings, diagnostics } = await searchBundle(bundle, codes, conceptIds, onProgress);
  if (isBlocking(diagnostics)) return { value: undefined, diagnostics };
  if ((await bundle.identity()) !== identity) {
    throw new EnvironmentError(`${bundle.path} changed while it was read`, { fix: 'run the command again' });
  }
  const found = { findings, diagnostics: diagnostics.map((diagnostic) => withoutFolder(diagnostic)) };
  if (indexPath !== undefined) await writeIndexFile(indexPath, key, found);
  return outcome(found, bundle, false);
}

function outcome(
  { findings, diagnostics }: StoredFindings,
  bundle: Bundle,
  reused: boolean,
): Outcome<Resolution> {
  return {
    value: { index: new AthenaIndex(findings), reused },
    diagnostics: diagnostics.map((diagnostic) => withFolder(diagnostic, bundle)),
  };
}

/** The same for the same files and questions, wherever the files lie and in whatever order is asked. */
function keyOf(identity: string, codes: readonly ConceptKey[], conceptIds: readonly number[]): string {
  const asked = new Set(codes.map(({ vocabularyId, conceptCode }) => codeKey(vocabularyId, conceptCode)));
  const ids = [...new Set(conceptIds)].sort((a, b) => a - b);
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, identity, [...asked].sort(), ids]));
  return hash.digest('hex');
}

/** Stored diagnostics name the member alone, so that an index holds for a bundle that was moved. */
function withoutFolder(diagnostic: Diagnostic): Diagnostic {
  const { at } = diagnostic;
  if (at === undefined || !('file' in at)) return diagnostic;
  return { ...diagnostic, at: { ...at, file: MEMBERS.find((name) => at.file.endsWith(name)) ?? at.file } };
}

function withFolder(diagnostic: Diagnostic, bundle: Bundle): Diagnostic {
  const { at } = diagnostic;
  if (at === undefined || !('file' in at)) return diagnostic;
  return { ...diagnostic, at: { ...at, file: bundle.files.get(at.file)?.path ?? at.file } };
}

function damage(error: DamagedBundleError): Diagnostic {
  return {
    code: 'athena-zip-damaged',
    severity: 'error',
    at: { file: error.path },
    message: `the ZIP cannot be unpacked: ${error.message}`,
    expected: 'a whole ZIP file, stored or deflated, not encrypted',
    fix: 'download the bundle again; the download may have been cut off',
  };
}
