/** better-sqlite3: an optional dependency with a compiled part, loaded when it is used. */
import { EnvironmentError } from '../model/diagnostic.js';

/** Throws EnvironmentError where the driver was left out of an installation, or its compiled part is missing. */
export async function requireSqliteDriver(): Promise<void> {
  try {
    const { default: Database } = await import('better-sqlite3');
    new Database(':memory:').close();
  } catch (cause) {
    throw new EnvironmentError('better-sqlite3, which opens SQLite files, is not installed or not compiled', {
      fix: 'npm install better-sqlite3@12.11.1; or load by other means: --to postgresql, --to duckdb',
      cause,
    });
  }
}
