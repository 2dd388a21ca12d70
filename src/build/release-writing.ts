/**
 * The files of a release -> the disk. Ledger and history are durable before the release is put in place: ids without a
 * release are harmless, a release without ids is not.
 */
import type { FolderFiles } from '../disk/staged.js';
import { writeReleaseDirectory } from '../release/release-directory.js';
import type { Curation } from './curation.js';
import type { Progress } from './documents.js';
import { appendToLedgers, type LedgerGrowth, withLedgerLock } from './ledger-files.js';
import type { BuildConfig } from './options.js';

export async function writeRelease(
  { config, curation }: { readonly config: BuildConfig; readonly curation: Curation },
  { files, growths }: { readonly files: FolderFiles; readonly growths: readonly LedgerGrowth[] },
  progress: Progress,
): Promise<void> {
  progress.doing?.('writing');
  await withLedgerLock({ ledgerFile: curation.ledgerFile, purpose: `edition ${config.edition}` }, () =>
    writeReleaseDirectory(config.releaseDirectory, files, () => appendToLedgers(growths)),
  );
  progress('emit', `${files.size} files in ${config.releaseDirectory}`);
}
