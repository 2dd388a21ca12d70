/**
 * A build -> its release on disk. Ledger and history are durable before the release is put in place: ids without a
 * release are harmless, a release without ids is not.
 */
import type { Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { writeReleaseDirectory } from '../release/release-directory.js';
import type { Progress } from './documents.js';
import { appendToLedgers, withLedgerLock } from './ledger-files.js';
import { type Build, growthsOf } from './pipeline.js';
import { renderRelease } from './rendering.js';

/**
 * The release that was written, with the diagnostics of the build and of its forms; no value if a form of it cannot
 * be made: nothing is written then.
 */
export async function publishBuild(build: Build, progress: Progress): Promise<Outcome<Release | undefined>> {
  const { config, curation } = build;
  const { value, diagnostics } = await renderRelease(build, 'whole', progress);
  if (!value) return { value: undefined, diagnostics };
  progress.doing?.('writing');
  await withLedgerLock({ ledgerFile: curation.ledgerFile, purpose: `edition ${config.edition}` }, () =>
    writeReleaseDirectory(config.releaseDirectory, value.files, () => appendToLedgers(growthsOf(build))),
  );
  progress('emit', `${value.files.size} files in ${config.releaseDirectory}`);
  return { value: value.release, diagnostics };
}
