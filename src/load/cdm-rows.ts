/** Rows of a CDM that quality rules ask, read out of SQLite or PostgreSQL into files: a table for each that is there. Nothing is written to the CDM. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EnvironmentError } from '../model/diagnostic.js';
import { inPostgresqlTransaction, isPostgresqlUrl, parsePostgresqlUrl } from './postgresql-connection.js';

export interface CdmExport {
  /** `sqlite:FILE` or `postgresql://...` */
  readonly source: string;
  readonly schema: string | undefined;
  /** Gets `cdm_person.tsv` and its like. */
  readonly folder: string;
  /** A path as the user means it. */
  readonly at: (path: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Reading {
  readonly table: string;
  readonly columns: readonly string[];
  readonly where?: string;
}

const IMAGING = 4180938;
const SITES = "('Has proc site', 'Has dir proc site', 'Has indir proc site')";

/** [CDM v5.4] */
const READINGS: readonly Reading[] = [
  {
    table: 'person',
    columns: ['person_id', 'gender_concept_id', 'year_of_birth', 'month_of_birth', 'day_of_birth'],
  },
  {
    table: 'visit_occurrence',
    columns: ['visit_occurrence_id', 'person_id', 'visit_start_date', 'visit_end_date'],
  },
  {
    table: 'procedure_occurrence',
    columns: [
      'procedure_occurrence_id',
      'person_id',
      'procedure_concept_id',
      'procedure_date',
      'visit_occurrence_id',
    ],
  },
  { table: 'death', columns: ['person_id', 'death_date'] },
  {
    table: 'observation_period',
    columns: ['person_id', 'observation_period_start_date', 'observation_period_end_date'],
  },
  {
    table: 'concept',
    columns: ['concept_id', 'concept_name', 'domain_id', 'standard_concept', 'invalid_reason'],
  },
  {
    table: 'concept_ancestor',
    columns: ['ancestor_concept_id', 'descendant_concept_id'],
    where: `ancestor_concept_id = ${IMAGING} OR descendant_concept_id IN (SELECT concept_id FROM concept WHERE domain_id = 'Spec Anatomic Site')`,
  },
  {
    table: 'concept_relationship',
    columns: ['concept_id_1', 'concept_id_2', 'relationship_id'],
    where: `relationship_id IN ${SITES} AND invalid_reason IS NULL`,
  },
];

/** Throws an EnvironmentError if the database cannot be read. */
export async function exportCdm({ source, schema, folder, at, env }: CdmExport): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = /^sqlite:(.+)$/.exec(source)?.[1];
  if (file !== undefined) return exportSqlite(at(file), folder);
  if (isPostgresqlUrl(source)) return exportPostgresql(source, schema, folder, env);
  throw new EnvironmentError(`"${source}" is no database`, {
    fix: 'give --cdm sqlite:FILE or --cdm postgresql://user@host/database?schema=cdm',
  });
}

function exportSqlite(file: string, folder: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    for (const reading of READINGS) {
      const known = database
        .prepare<[], { name: string }>(
          `SELECT lower(name) AS name FROM pragma_table_info('${reading.table}')`,
        )
        .all();
      const select = selectOf(reading, new Set(known.map(({ name }) => name)));
      if (select === undefined) continue;
      writeRows(folder, reading, database.prepare<[], Record<string, unknown>>(select).iterate());
    }
  } catch (error) {
    throw new EnvironmentError(
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      {
        fix: 'name a SQLite file with tables of CDM v5.4',
        cause: error,
      },
    );
  } finally {
    database?.close();
  }
}

async function exportPostgresql(
  url: string,
  schema: string | undefined,
  folder: string,
  env: CdmExport['env'],
): Promise<void> {
  await inPostgresqlTransaction(parsePostgresqlUrl(url, schema), env, async ({ query }) => {
    await query('SET TRANSACTION READ ONLY');
    for (const reading of READINGS) {
      const { rows: known } = await query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass('${reading.table}') AND attnum > 0 AND NOT attisdropped`,
      );
      const select = selectOf(reading, new Set(known.map(({ name }) => name)), '::text');
      if (select === undefined) continue;
      const { rows } = await query<Record<string, unknown>>(select);
      writeRows(folder, reading, rows);
    }
    return { keep: false };
  });
}

/** Undefined where the table is not there or lacks its first column; what else is missing is NULL. `cast`: makes text of a date. */
function selectOf(
  { table, columns, where }: Reading,
  known: ReadonlySet<string>,
  cast = '',
): string | undefined {
  if (!known.has(columns[0] ?? '')) return undefined;
  const cells = columns.map((column) => {
    if (!known.has(column)) return `NULL AS ${column}`;
    return column.endsWith('_date') && cast !== '' ? `${column}${cast} AS ${column}` : column;
  });
  return `SELECT ${cells.join(', ')} FROM ${table}${where === undefined ? '' : ` WHERE ${where}`}`;
}

function writeRows(
  folder: string,
  { table, columns }: Reading,
  rows: Iterable<Record<string, unknown>>,
): void {
  const file = openSync(join(folder, `cdm_${table}.tsv`), 'w', 0o600);
  try {
    let block = `${columns.join('\t')}\n`;
    for (const row of rows) {
      block += `${columns.map((column) => formatCell(column, row[column])).join('\t')}\n`;
      if (block.length > 100_000) {
        writeSync(file, block);
        block = '';
      }
    }
    writeSync(file, block);
  } finally {
    closeSync(file);
  }
}

/** Dates as `yyyy-mm-dd`, in whatever form SQLite holds them: text, `yyyymmdd`, seconds since 1970. */
function formatCell(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!column.endsWith('_date')) return String(value).replace(/[\t\r\n]/g, ' ');
  const text = String(value);
  if (/^\d{8}$/.test(text)) return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  if (typeof value === 'number') return new Date(value * 1000).toISOString().slice(0, 10);
  return text.slice(0, 10);
}
