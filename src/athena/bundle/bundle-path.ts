import { stat } from 'node:fs/promises';
import { requireRegularFile } from '../../disk/regular-file.js';
import { EnvironmentError } from '../../model/diagnostic.js';
import type { Bundle } from './bundle.js';
import { openDirectory } from './directory-bundle.js';
import { openZip } from './zip-bundle.js';

/**
 * Opens what the user named with `--athena`. Throws EnvironmentError if there is nothing to read or a file is
 * missing, DamagedBundleError if a ZIP has no readable directory of members.
 */
export async function openBundle(path: string): Promise<Bundle> {
  try {
    if ((await stat(path)).isDirectory()) return await openDirectory(path);
    requireRegularFile(path);
    return await openZip(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new EnvironmentError(`cannot read the Athena download ${path}: ${error.message}`, {
      fix: 'give the directory or the ZIP that athena.ohdsi.org sent',
      cause: error,
    });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
