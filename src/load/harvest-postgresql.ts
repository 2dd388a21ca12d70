/** A harvest into PostgreSQL, by its URL. */
import type { Outcome } from '../model/diagnostic.js';
import { type HarvestLoaded, type HarvestLoadRequest, loadHarvest } from './harvest-load.js';
import { readHarvestRows } from './harvest-rows.js';
import { inPostgresqlTransaction, type PostgresqlTarget } from './postgresql-connection.js';

export async function loadHarvestIntoPostgresql(
  target: PostgresqlTarget,
  env: Readonly<Record<string, string | undefined>>,
  request: HarvestLoadRequest,
): Promise<Outcome<readonly HarvestLoaded[] | undefined>> {
  const { loaded } = await inPostgresqlTransaction(target, env, async (connection) => {
    const loaded = await loadHarvest(
      {
        name: target.name,
        run: async (sql) => (await connection.query(sql)).changed,
        rows: async (sql) => (await connection.query<{ found: unknown }>(sql)).rows,
        insert: (table, columns, file) => connection.copy(table, columns, readHarvestRows(file, columns)),
        hasTable: async (table) =>
          (await connection.query(`SELECT to_regclass('${table}') AS found`)).rows.some(
            (row) => (row as { found: unknown }).found !== null,
          ),
        hasColumn: async (table, column) =>
          (
            await connection.query(
              `SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped`,
            )
          ).rows.length > 0,
      },
      request,
    );
    return { keep: loaded.value !== undefined, loaded };
  });
  return loaded;
}
