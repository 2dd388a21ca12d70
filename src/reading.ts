/** The documents of an edition in the cache -> its facts, one document in memory at a time. */
import { join } from 'node:path';
import type { BuildConfig } from './config.js';
import type { CellCorrections } from './corrections/cell-corrections.js';
import { type CorrectedDocBook, type DocBook, readDocument } from './docbook/document.js';
import type { ManifestInput } from './emit/manifest.js';
import {
  extractContentMapping,
  extractInformationObjects,
  extractRegistry,
  type PartReading,
} from './extract/standard.js';
import { readCached } from './fetch/cache.js';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from './model/diagnostic.js';
import { nominalPublication } from './model/edition.js';
import type { Part } from './model/source-ref.js';
import type { Standard } from './model/standard.js';

/** One line for each stage, while it runs. */
export type Progress = (stage: string, summary: string) => void;

export interface StandardReading {
  readonly standard: Standard;
  /** Day of publication, `yyyymmdd`. */
  readonly published: string;
  readonly inputs: readonly ManifestInput[];
}

/** The value is undefined if a document cannot be read or a registry is missing. */
export async function readStandard(
  config: BuildConfig,
  cells: CellCorrections,
  progress: Progress,
): Promise<Outcome<StandardReading | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const inputs: ManifestInput[] = [];
  const published = await getPublication(config);
  diagnostics.push(...published.diagnostics);
  if (published.value === undefined) return { value: undefined, diagnostics };

  const read = async <F>(part: Part, extract: (document: CorrectedDocBook) => PartReading<F>) => {
    const opened = await openPart(config, part);
    diagnostics.push(...opened.diagnostics);
    if (!opened.value) return undefined;
    inputs.push(opened.value.input);
    const reading = extract({ ...opened.value.document, correctCell: cells.forPart(part) });
    diagnostics.push(...reading.diagnostics);
    const rows = reading.counts.reduce((sum, count) => sum + count.read, 0);
    progress(
      `PS3.${part}`,
      `${rows} rows in ${reading.counts.length} tables, ${countFaults(reading.diagnostics)}`,
    );
    return { facts: reading.facts, counts: reading.counts };
  };
  const contentMapping = await read(16, extractContentMapping);
  const groups = contentMapping?.facts.contextGroups ?? [];
  const registry = await read(6, (document) => extractRegistry(document, groups));
  const informationObjects = await read(3, extractInformationObjects);
  diagnostics.push(...cells.unused());
  if (!contentMapping || !registry || !informationObjects || isBlocking(diagnostics)) {
    return { value: undefined, diagnostics };
  }
  const standard: Standard = {
    edition: config.edition,
    ...contentMapping.facts,
    ...registry.facts,
    ...informationObjects.facts,
    counts: [contentMapping, registry, informationObjects].flatMap(({ counts }) => counts),
  };
  return { value: { standard, published: published.value, inputs }, diagnostics };
}

/** A verified document of the cache. */
export async function openPart(
  config: BuildConfig,
  part: Part,
): Promise<Outcome<{ readonly document: DocBook; readonly input: ManifestInput } | undefined>> {
  const cached = await readCached(config.cacheRoot, config.edition, [part]);
  const [found] = cached.value?.documents ?? [];
  if (!found) return { value: undefined, diagnostics: cached.diagnostics };
  const { file, sha256, bytes } = found.entry;
  const { value, diagnostics } = readDocument(found.bytes, join(config.cacheRoot, config.edition, file));
  return { value: value && { document: value, input: { name: file, sha256, bytes } }, diagnostics };
}

/** Day of publication as the cache's manifest has it, else the nominal one. */
async function getPublication(config: BuildConfig): Promise<Outcome<string | undefined>> {
  const { value, diagnostics } = await readCached(config.cacheRoot, config.edition, []);
  if (!value) return { value: undefined, diagnostics };
  const published = value.manifest.published ?? nominalPublication(config.edition);
  if (published !== undefined) return { value: published, diagnostics };
  throw new EnvironmentError(`edition ${config.edition} has no day of publication`, {
    fix: 'import it again with --published yyyymmdd',
  });
}

function countFaults(diagnostics: readonly Diagnostic[]): string {
  const worse = diagnostics.filter(({ severity }) => severity !== 'note').length;
  return `${worse === 0 ? 'no' : worse} ${worse === 1 ? 'fault' : 'faults'}`;
}
