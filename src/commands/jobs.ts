/** `--jobs`: how many threads work. */
import { EnvironmentError } from '../model/diagnostic.js';

/** Undefined if not given. */
export function parseJobs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw new EnvironmentError(`"${text}" is no number of threads`, {
    fix: 'give --jobs a number from 1 to 256',
  });
}
