/**
 * A release into a SQLite file: CDM v5.4 vocabulary tables, created where they are missing, keys on, one transaction.
 * Dates take the form that the target already uses: `yyyy-mm-dd` (also in new files), `yyyymmdd`, or seconds since
 * 1970 as OHDSI's R packages write them.
 */
import Database from 'better-sqlite3';
import {
  CDM_VOCABULARY_TABLES,
  type CdmColumn,
  RELEASE_TABLES,
  type ReleaseTableName,
} from '../model/cdm-tables.js';
import { dayBefore } from '../model/date.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { formatCdmTables } from './cdm-tables.js';
import { describeLeftOut, describeRefusal, type LoadResult, type OnStep } from './load-outcome.js';
import type { LoadRequest } from './load-request.js';
import { formatStages, LEFT_OUT, LOAD_REFUSALS, makeLoadSteps, stageOf } from './load-statements.js';
import { cellsOf } from './release-cells.js';
import { makeStubRows, STUB_TABLES } from './stub-rows.js';

/**
 * The value is undefined and the file as it was if the target refuses. Throws an EnvironmentError if the file
 * cannot be opened, is no database, or breaks a constraint.
 */
export function loadSqlite(
  release: Release,
  file: string,
  request: LoadRequest,
  onStep: OnStep = () => undefined,
): Outcome<LoadResult | undefined> {
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.pragma('foreign_keys = ON');
    database.exec('BEGIN IMMEDIATE');
    const outcome = load(database, release, file, request, onStep);
    database.exec(outcome.value ? 'COMMIT' : 'ROLLBACK');
    return outcome;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`cannot load into ${file}: ${reason}; the file is as it was`, {
      fix: 'name a SQLite file with CDM v5.4 vocabulary tables, or a new one, that no other program is writing',
      cause: error,
    });
  } finally {
    database?.close();
  }
}

function load(
  database: Database.Database,
  release: Release,
  file: string,
  { published, standalone = false }: LoadRequest,
  onStep: OnStep,
): Outcome<LoadResult | undefined> {
  database.pragma('defer_foreign_keys = ON');
  database.exec(formatCdmTables('sqlite'));
  indexKeys(database);
  const formatDate = dateForm(database);
  for (const sql of formatStages()) database.exec(sql);
  for (const name of RELEASE_TABLES) stage(database, release, name, formatDate);
  if (standalone) addStubs(database, release, formatDate);
  takeStatistics(database);
  const refused = LOAD_REFUSALS.flatMap((refusal) =>
    describeRefusal(refusal, database.prepare<[], { found: string }>(refusal.sql).all(), file),
  );
  if (refused.length > 0) return { value: undefined, diagnostics: refused };
  const lastDay = formatLiteral(formatDate(dayBefore(published)));
  const counts = makeLoadSteps(lastDay).map(({ name, sql }) => {
    const count = { name, rows: database.prepare(sql).run().changes };
    onStep(count);
    return count;
  });
  const leftOut = database.prepare<[], { left_out: number }>(LEFT_OUT).get()?.left_out ?? 0;
  return { value: { counts, leftOut }, diagnostics: describeLeftOut(file, leftOut) };
}

/**
 * OHDSI's DDL for SQLite has no primary keys, for its key script cannot run there, and the CDM states none for links
 * and synonyms: each look-up by key would read the whole table, or all links of an attribute.
 */
function indexKeys(database: Database.Database): void {
  for (const table of RELEASE_TABLES) {
    const { name, key } = CDM_VOCABULARY_TABLES[table];
    const columns = database.prepare<[], { pk: number }>(`SELECT pk FROM pragma_table_info('${name}')`).all();
    if (columns.some(({ pk }) => pk > 0)) continue;
    const index = key.length === 1 ? `idx_${name}_${key[0]}` : `idx_${name}_key`;
    database.exec(`CREATE INDEX IF NOT EXISTS ${index} ON ${name} (${key.join(', ')})`);
  }
}

/** Without them SQLite takes the index on `relationship_id`, which holds eight values, and reads every row each time. */
function takeStatistics(database: Database.Database): void {
  database.pragma('analysis_limit = 1000');
  const names = ['concept', 'concept_relationship', 'concept_synonym', ...RELEASE_TABLES.map(stageOf)];
  for (const name of names) database.exec(`ANALYZE ${name}`);
}

function stage(
  database: Database.Database,
  release: Release,
  name: ReleaseTableName,
  formatDate: DateForm,
): void {
  const { columns } = CDM_VOCABULARY_TABLES[name];
  const insert = database.prepare(
    `INSERT INTO ${stageOf(name)} VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const cells of cellsOf(release, name)) {
    insert.run(cells.map((cell, at) => (columns[at]?.type === 'date' ? formatDate(String(cell)) : cell)));
  }
}

function addStubs(database: Database.Database, release: Release, formatDate: DateForm): void {
  const stubs = makeStubRows(release);
  for (const name of STUB_TABLES) {
    const columns: readonly CdmColumn[] = CDM_VOCABULARY_TABLES[name].columns;
    for (const row of stubs[name]) {
      const values = row.map((cell, at) => (columns[at]?.type === 'date' ? formatDate(String(cell)) : cell));
      database.prepare(`INSERT OR IGNORE INTO ${name} VALUES (${row.map(() => '?').join(', ')})`).run(values);
    }
  }
}

type DateForm = (day: string) => string | number;

/** As the first concept of the target has it. */
function dateForm(database: Database.Database): DateForm {
  const known = database
    .prepare<[], { day: unknown }>('SELECT valid_start_date AS day FROM concept LIMIT 1')
    .get()?.day;
  const dashed = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
  if (typeof known === 'number') {
    return known > 17_000_000 && known < 21_000_000 && Number.isInteger(known)
      ? (day) => Number(day)
      : (day) => Date.parse(`${dashed(day)}T00:00:00Z`) / 1000;
  }
  return typeof known === 'string' && /^\d{8}$/.test(known) ? (day) => day : dashed;
}

function formatLiteral(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value}'`;
}
