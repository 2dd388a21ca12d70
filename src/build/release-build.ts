/** The inputs of a build -> its release on disk: made, or taken from what the last build of the same inputs kept. */

import type { OnScan } from '../athena/bundle-search.js';
import type { Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { type Curation, readCuration } from './curation.js';
import type { Progress } from './documents.js';
import {
  findKeptRelease,
  findReleaseKey,
  keepRelease,
  ledgersOf,
  type ReleaseCounts,
} from './kept-release.js';
import type { LedgerGrowth } from './ledger-files.js';
import type { BuildConfig } from './options.js';
import { writeRelease } from './release-writing.js';

export interface BuiltRelease {
  readonly curation: Curation;
  readonly counts: ReleaseCounts;
  /** What was added to the ledgers, that of the profile first. */
  readonly growths: readonly LedgerGrowth[];
}

/** The value is undefined as soon as a stage meets an error: nothing is written then. */
export async function buildRelease(
  config: BuildConfig,
  progress: Progress,
  onScan?: OnScan,
): Promise<Outcome<BuiltRelease | undefined>> {
  const read = readCuration(config);
  const curation = read.value;
  if (!curation) return { value: undefined, diagnostics: read.diagnostics };
  const key = await findReleaseKey(config, curation);
  const kept = key === undefined ? {} : await findKeptRelease(config, key);
  if (kept.fault !== undefined) progress('kept', `release made anew, what was kept is ${kept.fault}`);
  if (kept.value) {
    const { files, counts, additions, diagnostics } = kept.value;
    progress('kept', 'the release: documents, curated files, ledgers and program are as they were');
    const growths = ledgersOf(curation).flatMap((ledger, index): LedgerGrowth[] => {
      const added = additions[index];
      return added ? [{ ...added, files: ledger }] : [];
    });
    await writeRelease({ config, curation }, { files, growths }, progress);
    return { value: { curation, counts, growths }, diagnostics };
  }

  // Loaded when needed: a release that was kept needs none of it.
  const [{ growthsOf, prepareBuild }, { publishFiles }] = await Promise.all([
    import('./pipeline.js'),
    import('./publishing.js'),
  ]);
  const { value: build, diagnostics: faults } = await prepareBuild(config, progress, onScan, read);
  if (!build) return { value: undefined, diagnostics: faults };
  const { value: published, diagnostics } = await publishFiles(build, progress);
  if (!published) return { value: undefined, diagnostics };
  const growths = growthsOf(build);
  const counts = countRelease(published.release, build.assignment.ledger.length);
  // What another program changed meanwhile is not what the release was made of.
  if (key !== undefined && key === (await findReleaseKey(config, curation))) {
    const additions = growths.map(({ ids, history }) => ({ ids, history }));
    await keepRelease(config, key, { files: published.files, counts, additions, diagnostics });
  }
  return { value: { curation, counts, growths }, diagnostics };
}

function countRelease(release: Release, idsInLedger: number): ReleaseCounts {
  return {
    concepts: release.concepts.length,
    deprecated: release.concepts.filter(({ invalidReason }) => invalidReason).length,
    relationships: release.relationships.length,
    synonyms: release.synonyms.length,
    idsInLedger,
  };
}
