/**
 * A release on the disk: written aside and put in the place of the former one in one step, by one writer at a time. What
 * a killed run left beside it is mended first.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../disk/file-lock.js';
import { type FolderFiles, followLink, hasLeftOvers, recover, stageFolder } from '../disk/staged.js';
import { findText } from '../disk/text-file.js';
import { EnvironmentError } from '../model/diagnostic.js';

/**
 * Replaces `directory` whole. The former content is removed only after the new one is in place, and only if it
 * is of our making: a folder that holds anything else than a release of this program is refused. `beforePlacing` is
 * called when all files are on the disk and only the exchange is left to be done; if it throws, nothing has changed.
 */
export async function writeReleaseDirectory(
  directory: string,
  files: FolderFiles,
  beforePlacing: () => void = () => {},
): Promise<void> {
  refuseForeign(directory);
  await withDirectoryLock(directory, async () => {
    recover(directory);
    const staged = await stageFolder(directory, files);
    try {
      beforePlacing();
    } catch (error) {
      staged.discard();
      throw error;
    }
    staged.place();
  });
}

/** Brings back a release that a killed run had set aside, and removes what it left. */
export async function recoverRelease(directory: string): Promise<void> {
  const left = hasLeftOvers(directory) || existsSync(lockFileOf(directory));
  if (left) await withDirectoryLock(directory, async () => recover(directory));
}

function withDirectoryLock(directory: string, action: () => Promise<void>): Promise<void> {
  const purpose = `write ${basename(directory)}`;
  return withLock({ file: lockFileOf(directory), purpose }, action);
}

function lockFileOf(directory: string): string {
  const real = followLink(directory);
  return join(dirname(real), `.${basename(real)}.lock`);
}

/** A folder may be replaced if it is absent, empty, or has a manifest that names this program. */
export function refuseForeign(directory: string): void {
  if (!existsSync(directory) || (statSync(directory).isDirectory() && readdirSync(directory).length === 0))
    return;
  const manifest = join(directory, 'manifest.json');
  if (findText(manifest)?.includes('"tool": "dicom-omop')) return;
  throw new EnvironmentError(`${directory} holds something else than a release of dicom-omop`, {
    fix: 'name another folder with --out, or empty this one: a release replaces its folder whole',
  });
}

/** A file may be replaced, a folder may not. */
export function refuseFolder(file: string): void {
  if (!existsSync(file) || !statSync(file).isDirectory()) return;
  throw new EnvironmentError(`${file} is a folder`, { fix: 'name a file to write' });
}
