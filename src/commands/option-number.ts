/** Numbers that options are given. */
import { EnvironmentError } from '../model/diagnostic.js';

/** `option`: its name, for the message. Throws EnvironmentError for what is no whole number from 1. */
export function getCount(text: string, option: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new EnvironmentError(`"${text}" is no number`, { fix: `give ${option} a whole number, 1 or more` });
}

/** `--jobs`: how many threads work; undefined if not given. */
export function parseJobs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw new EnvironmentError(`"${text}" is no number of threads`, {
    fix: 'give --jobs a number from 1 to 256',
  });
}
