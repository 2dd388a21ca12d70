/** The documents of an edition in the cache -> its facts, each document gone from memory when it is read. */
import type { CellCorrections } from '../corrections/cell-corrections.js';
import { extractConfidentiality, extractInformationObjects, extractRegistry } from '../extract/standard.js';
import { readCached } from '../fetch/cache/cache.js';
import type { ConfidentialityFacts } from '../model/confidentiality.js';
import { collect, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { nominalPublication } from '../model/edition.js';
import { groupBy } from '../model/grouping.js';
import { PARTS, type Part } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import type { ManifestInput } from '../release/manifest.js';
import type { BuildConfig } from './options.js';
import { type ReadPart, readPart } from './part-reading.js';
import { readContentMapping } from './part-thread.js';

/** One line for each stage, when it has run. */
export interface Progress {
  (stage: string, summary: string): void;
  /** What is begun now, for whoever watches: `reading part03.xml`. */
  readonly doing?: (what: string) => void;
}

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
  /** What PS3.15 says where the cache does not have it. */
  shipped: ConfidentialityFacts,
  progress: Progress,
): Promise<Outcome<StandardReading | undefined>> {
  const { keep: take, add, diagnostics } = collect();
  const inputs: ManifestInput[] = [];
  const cached = take(await describeCached(config));
  if (cached === undefined) return { value: undefined, diagnostics };
  const { published, hasConfidentiality } = cached;

  const keep = <F>(outcome: Outcome<ReadPart<F> | undefined>) => {
    const value = take(outcome);
    add(...(value?.diagnostics ?? []));
    if (value) inputs.push(value.input);
    return value;
  };
  progress.doing?.('reading part16.xml, part03.xml');
  const reading = readContentMapping(config, cells);
  const groups = reading.then(({ value }) => value?.facts.contextGroups ?? []);
  // Whatever fails first is reported; the thread's failure is awaited below.
  groups.catch(() => undefined);
  const readThree = await readPart(config, cells, { part: 3, extract: extractInformationObjects });
  progress.doing?.('reading part16.xml, part06.xml');
  const readSix = await readPart(config, cells, {
    part: 6,
    extract: (document) => extractRegistry(document, groups),
    basis: { part: 16, sha256: reading.then(({ value }) => value?.input.sha256) },
  });
  const readFifteen = hasConfidentiality
    ? await readPart(config, cells, { part: 15, extract: extractConfidentiality })
    : undefined;
  const contentMapping = keep(await reading);
  const registry = keep(readSix);
  const informationObjects = keep(readThree);
  const confidentiality = readFifteen && keep(readFifteen);
  const partsRead: readonly Part[] = confidentiality ? [...PARTS, 15] : PARTS;
  add(...cells.unused(partsRead));
  if (!contentMapping || !registry || !informationObjects || isBlocking(diagnostics)) {
    return { value: undefined, diagnostics };
  }
  const parts = [contentMapping, registry, informationObjects, ...(confidentiality ? [confidentiality] : [])];
  progress('read', describe(parts));
  for (const [fault, of] of groupBy(parts, ({ keptFault }) => keptFault)) {
    const files = of.map(({ input }) => input.name).join(', ');
    if (fault !== undefined) progress('kept', `${files} read anew, what was kept is ${fault}`);
  }
  const standard: Standard = {
    edition: config.edition,
    ...contentMapping.facts,
    ...registry.facts,
    ...informationObjects.facts,
    ...orShipped(confidentiality?.facts, shipped),
    counts: parts.flatMap(({ counts }) => counts),
  };
  return { value: { standard, published, inputs }, diagnostics };
}

/** A table that Part 15 does not have is taken from the lists that the program brings. */
function orShipped(
  read: ConfidentialityFacts | undefined,
  shipped: ConfidentialityFacts,
): ConfidentialityFacts {
  const { confidentialityProfile = [], safePrivateAttributes = [] } = read ?? {};
  return {
    confidentialityProfile:
      confidentialityProfile.length > 0 ? confidentialityProfile : shipped.confidentialityProfile,
    safePrivateAttributes:
      safePrivateAttributes.length > 0 ? safePrivateAttributes : shipped.safePrivateAttributes,
  };
}

interface Cached {
  /** As the cache's manifest has it, else the nominal day. */
  readonly published: string;
  /** PS3.15 is there too. */
  readonly hasConfidentiality: boolean;
}

async function describeCached(config: BuildConfig): Promise<Outcome<Cached | undefined>> {
  const { value, diagnostics } = await readCached(config.cacheRoot, config.edition, []);
  if (!value) return { value: undefined, diagnostics };
  const published = value.manifest.published ?? nominalPublication(config.edition);
  const hasConfidentiality = value.manifest.parts.some(({ part }) => part === 15);
  if (published !== undefined) return { value: { published, hasConfidentiality }, diagnostics };
  throw new EnvironmentError(`edition ${config.edition} has no day of publication`, {
    fix: 'import it again with --published yyyymmdd',
  });
}

/** `49540 rows in 2716 tables of part16.xml, part06.xml, part03.xml; 28 faults`. */
function describe(parts: readonly ReadPart<unknown>[]): string {
  const counts = parts.flatMap((part) => part.counts);
  const rows = counts.reduce((sum, { read }) => sum + read, 0);
  const faults = parts
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity !== 'note').length;
  const files = parts.map(({ input, isKept }) => (isKept ? `${input.name} (kept)` : input.name)).join(', ');
  return `${rows} rows in ${counts.length} tables of ${files}; ${faults === 0 ? 'no' : faults} ${faults === 1 ? 'fault' : 'faults'}`;
}
