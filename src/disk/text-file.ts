/** A file that may not be there. */
import { readFileSync } from 'node:fs';
import { EnvironmentError } from '../model/diagnostic.js';
import { hasCode } from './durable-file.js';
import { requireRegularFile } from './regular-file.js';

/** The bytes of a file; undefined if there is none. Throws EnvironmentError if it cannot be read. */
export function findBytes(file: string): Buffer | undefined {
  try {
    requireRegularFile(file);
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof EnvironmentError) throw cause;
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(`cannot read ${file}: ${reason}`, {
      fix: 'name a file there that you may read, not a folder',
      cause,
    });
  }
}

/** The bytes of a file that must be there. */
export function getBytes(file: string, fix: string): Buffer {
  const bytes = findBytes(file);
  if (bytes !== undefined) return bytes;
  throw new EnvironmentError(`${file} is not there`, { fix });
}

/** The text of a file; undefined if there is none. Throws EnvironmentError if it cannot be read. */
export function findText(file: string): string | undefined {
  return findBytes(file)?.toString('utf8');
}

/** The text of a file that must be there. */
export function getText(file: string, fix: string): string {
  return getBytes(file, fix).toString('utf8');
}
