/** A text file that may not be there. */
import { readFileSync } from 'node:fs';
import { EnvironmentError } from '../model/diagnostic.js';

/** The text of a file; undefined if there is none. Throws EnvironmentError if it cannot be read. */
export function findText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(`cannot read ${file}: ${reason}`, {
      fix: 'name a file there that you may read, not a folder',
      cause,
    });
  }
}

/** The text of a file that must be there. */
export function getText(file: string, fix: string): string {
  const text = findText(file);
  if (text !== undefined) return text;
  throw new EnvironmentError(`${file} is not there`, { fix });
}
