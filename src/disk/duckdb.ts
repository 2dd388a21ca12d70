/** DuckDB, embedded: an optional dependency, loaded when it is used. */
import { EnvironmentError } from '../model/diagnostic.js';

export type Duckdb = typeof import('@duckdb/node-api');

/** Throws EnvironmentError where it is not installed. */
export async function loadDuckdb(): Promise<Duckdb> {
  return import('@duckdb/node-api').catch((cause: unknown) => {
    throw new EnvironmentError('DuckDB (@duckdb/node-api) is not installed', {
      fix: 'npm install @duckdb/node-api; it is an optional dependency that needs no compiler',
      cause,
    });
  });
}
