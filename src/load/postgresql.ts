/**
 * A release into PostgreSQL by its URL: the statements of `load-postgresql.sql` over one connection, the rows by COPY,
 * one transaction. Into a schema without a CONCEPT table the vocabulary tables of CDM v5.4 are created, keys and all.
 */
import { CDM_VOCABULARY_TABLES, RELEASE_TABLES } from '../model/cdm-tables.js';
import { dayBefore } from '../model/date.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { formatCdmTables } from './cdm-tables.js';
import { describeLeftOut, describeRefusal, type LoadResult, type OnStep } from './load-outcome.js';
import type { LoadRequest } from './load-request.js';
import { formatStages, LEFT_OUT, LOAD_REFUSALS, makeLoadSteps, stageOf } from './load-statements.js';
import {
  inPostgresqlTransaction,
  type PostgresqlConnection,
  type PostgresqlTarget,
} from './postgresql-connection.js';
import { formatDay, formatStubs } from './postgresql-script.js';
import { cellsOf } from './release-cells.js';

/** No value, and nothing changed, if the target refuses. Throws an EnvironmentError as the connection does. */
export async function loadPostgresql(
  release: Release,
  target: PostgresqlTarget,
  request: LoadRequest & { readonly env: Readonly<Record<string, string | undefined>> },
  onStep: OnStep = () => undefined,
): Promise<Outcome<LoadResult | undefined>> {
  const { value, diagnostics } = await inPostgresqlTransaction(target, request.env, async (connection) => {
    await stage(connection, release);
    if (request.standalone) await connection.query(formatStubs(release));
    const refused: Diagnostic[] = [];
    for (const refusal of LOAD_REFUSALS) {
      const { rows } = await connection.query<{ found: string }>(refusal.sql);
      refused.push(...describeRefusal(refusal, rows, target.name));
    }
    if (refused.length > 0) return { keep: false, value: undefined, diagnostics: refused };
    const counts = [];
    for (const { name, sql } of makeLoadSteps(`DATE '${formatDay(dayBefore(request.published))}'`)) {
      const count = { name, rows: (await connection.query(sql)).changed };
      counts.push(count);
      onStep(count);
    }
    const left = await connection.query<{ left_out: string }>(LEFT_OUT);
    const leftOut = Number(left.rows[0]?.left_out ?? 0);
    return { keep: true, value: { counts, leftOut }, diagnostics: describeLeftOut(target.name, leftOut) };
  });
  return { value, diagnostics };
}

/** The rows of the release beside the target's tables, which are created if CONCEPT is not there. */
async function stage(connection: PostgresqlConnection, release: Release): Promise<void> {
  const { rows } = await connection.query<{ there: string | null }>("SELECT to_regclass('concept') AS there");
  if (rows[0]?.there === null) await connection.query(formatCdmTables('postgresql'));
  for (const sql of formatStages(' ON COMMIT DROP')) await connection.query(sql);
  for (const name of RELEASE_TABLES) {
    const columns = CDM_VOCABULARY_TABLES[name].columns.map((column) => column.name);
    await connection.copy(stageOf(name), columns, cellsOf(release, name));
    await connection.query(`ANALYZE ${stageOf(name)}`);
  }
}
