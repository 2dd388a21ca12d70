/** A harvest into a DuckDB file: DuckDB reads the tables itself. It is an optional dependency, loaded when it is used. */
import { loadDuckdb } from '../disk/duckdb.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { type HarvestLoaded, type HarvestLoadRequest, loadHarvest } from './harvest-load.js';
import { checkHarvestFile, findHarvestDelimiter } from './harvest-rows.js';
import { quoteText, readWithDuckdb, withDoubles } from './harvest-script.js';

/** No value: the file is as it was. */
export async function loadHarvestIntoDuckdb(
  file: string,
  request: HarvestLoadRequest,
): Promise<Outcome<readonly HarvestLoaded[] | undefined>> {
  const duckdb = await loadDuckdb();
  requireRegularFile(file);
  try {
    const instance = await duckdb.DuckDBInstance.create(file);
    const connection = await instance.connect();
    try {
      await connection.run('BEGIN TRANSACTION');
      const rows = async (sql: string) =>
        (await connection.runAndReadAll(sql)).getRowObjectsJson() as { found: unknown }[];
      const loaded = await loadHarvest(
        {
          name: file,
          run: async (sql) => (await connection.run(withDoubles(sql))).rowsChanged,
          rows,
          insert: async (table, columns, source) => {
            checkHarvestFile(source, columns);
            await connection.run(
              `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${readWithDuckdb(source, findHarvestDelimiter(source))}`,
            );
          },
          hasTable: async (name) =>
            (
              await rows(
                `SELECT 1 AS found FROM information_schema.tables WHERE lower(table_name) = ${quoteText(name)}`,
              )
            ).length > 0,
          hasColumn: async (name, column) =>
            (
              await rows(
                `SELECT 1 AS found FROM information_schema.columns WHERE lower(table_name) = ${quoteText(name)} AND lower(column_name) = ${quoteText(column)}`,
              )
            ).length > 0,
        },
        request,
      );
      await connection.run(loaded.value ? 'COMMIT' : 'ROLLBACK');
      return loaded;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`cannot load into ${file}: ${reason}; the file is as it was`, {
      fix: 'name a DuckDB file, or a new one, that no other program has open',
      cause: error,
    });
  }
}
