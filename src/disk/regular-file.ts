/** What stands at a path: a file that can be read to an end (no pipe that waits for a writer, no device without end), or a folder. */
import { type Stats, statSync } from 'node:fs';
import { EnvironmentError } from '../model/diagnostic.js';

/** Throws EnvironmentError if something else than a file stands there; what is not there at all is left to the reader. */
export function requireRegularFile(file: string | Buffer): void {
  const stats = findStats(file);
  if (stats === undefined || stats.isFile()) return;
  throw new EnvironmentError(`cannot read ${file}: it is ${describe(stats)}`, {
    fix: 'name a file there, or a link to one',
  });
}

/** Throws EnvironmentError if something else than a folder stands there. */
export function requireFolder(path: string): void {
  const stats = findStats(path);
  if (stats === undefined || stats.isDirectory()) return;
  throw new EnvironmentError(`${path} is no folder: it is ${describe(stats)}`, {
    fix: 'name a folder, or a link to one',
  });
}

/** A folder on the way that may not be entered is told as what it is; behind a file there is nothing. */
function findStats(file: string | Buffer): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`cannot read ${file}: ${reason}`, {
      fix: 'check the folders on its way, and the rights on them',
      cause: error,
    });
  }
}

function describe(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFile()) return 'a file';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}
