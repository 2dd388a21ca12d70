/** A build -> its release on disk, written whole; then the ledger and its history. */
import { formatHistory } from '../assign/history.js';
import { formatLedger } from '../assign/ledger.js';
import type { Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { writeFileWhole, writeReleaseDirectory } from '../release/release-directory.js';
import type { Progress } from './documents.js';
import { historyFileOf } from './options.js';
import type { Build } from './pipeline.js';
import { renderRelease } from './rendering.js';

/**
 * The release that was written, with the diagnostics of the build and of its forms; no value if a form of it cannot
 * be made: nothing is written then.
 */
export function publishBuild(build: Build, progress: Progress): Outcome<Release | undefined> {
  const { config, curation, assignment } = build;
  const { value, diagnostics } = renderRelease(build);
  if (!value) return { value: undefined, diagnostics };
  writeReleaseDirectory(config.releaseDirectory, value.files);
  if (assignment.addedHistory.length > 0) {
    const history = [...curation.history, ...assignment.addedHistory];
    writeFileWhole(historyFileOf(curation.ledgerFile), formatHistory(history));
  }
  if (assignment.addedIds.length > 0) writeFileWhole(curation.ledgerFile, formatLedger(assignment.ledger));
  progress('emit', `${value.files.size} files in ${config.releaseDirectory}`);
  return { value: value.release, diagnostics };
}
