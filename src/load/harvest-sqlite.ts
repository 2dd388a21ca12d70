/** A harvest into a SQLite file. */
import Database from 'better-sqlite3';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import {
  type HarvestLoaded,
  type HarvestLoadRequest,
  type HarvestTarget,
  loadHarvest,
} from './harvest-load.js';
import { readHarvestRows } from './harvest-rows.js';

export async function loadHarvestIntoSqlite(
  file: string,
  request: HarvestLoadRequest,
): Promise<Outcome<readonly HarvestLoaded[] | undefined>> {
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.exec('BEGIN IMMEDIATE');
    const loaded = await loadHarvest(describeSqlite(database, file), request);
    database.exec(loaded.value ? 'COMMIT' : 'ROLLBACK');
    return loaded;
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`cannot load into ${file}: ${reason}; the file is as it was`, {
      fix: 'name a SQLite file, or a new one, that no other program is writing',
      cause: error,
    });
  } finally {
    database?.close();
  }
}

function describeSqlite(database: Database.Database, name: string): HarvestTarget {
  return {
    name,
    run: async (sql) => database.prepare(sql).run().changes,
    rows: async (sql) => database.prepare<[], { found: unknown }>(sql).all(),
    insert: async (table, columns, source) => {
      const statement = database.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of readHarvestRows(source, columns)) statement.run([...row]);
    },
    hasTable: async (table) =>
      database
        .prepare("SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = ?")
        .get(table) !== undefined,
    hasColumn: async (table, column) =>
      database.prepare('SELECT 1 FROM pragma_table_info(?) WHERE lower(name) = ?').get(table, column) !==
      undefined,
  };
}
