/** One harvest at a time in a site: DuckDB's lock on a file of its own, which the system gives back when a run dies. */
import { join } from 'node:path';
import { loadDuckdb } from '../disk/duckdb.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { explainFault, messageOf } from './engine-fault.js';

/** Gives the function that lets the site go. */
export async function holdSite(folder: string): Promise<() => void> {
  const duckdb = await loadDuckdb();
  const file = join(folder, 'lock.duckdb');
  requireRegularFile(file);
  try {
    const instance = await duckdb.DuckDBInstance.create(file);
    return () => instance.closeSync();
  } catch (error) {
    if (!/Could not set lock/.test(messageOf(error))) throw explainFault(error);
    throw new EnvironmentError(`another harvest is at work in ${folder}`, {
      fix: 'wait for it to end, or give this one a --crosswalk folder of its own',
      cause: error,
    });
  }
}
