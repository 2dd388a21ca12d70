/**
 * `load-harvest-postgresql.sql` and `load-harvest-duckdb.sql`: what `harvest load` does, as a script to run in the folder that harvest map wrote. The statements
 * are those of the load itself; here is what surrounds them in psql and in DuckDB's shell.
 */
import type { Delimiter } from './harvest-rows.js';
import {
  formatHarvestStage,
  HARVEST_DELETED,
  HARVEST_RUN,
  HARVEST_RUN_CROSSWALK,
  type HarvestRefusal,
  makeColumnRefusals,
  makeHarvestSteps,
  makePruneSteps,
  makeRefusals,
  makeRunSteps,
  stageOfHarvest,
} from './harvest-steps.js';
import type { HarvestTable } from './harvest-tables.js';
import type { Warehouse } from './warehouse-dialects.js';

export const HARVEST_SCRIPTS = ['postgresql', 'duckdb'] as const;
export type HarvestScript = (typeof HARVEST_SCRIPTS)[number];

export interface HarvestScriptRequest {
  readonly delimiterOf: (file: string) => Delimiter;
  readonly tables: readonly HarvestTable[];
  /** Whose ids these are; undefined for a harvest of an older version. */
  readonly crosswalk: string | undefined;
  /** A plain name. */
  readonly schema: string | undefined;
  readonly prune: boolean;
}

interface Shell {
  readonly head: (schema: string | undefined, tables: readonly HarvestTable[]) => readonly string[];
  readonly create: (sql: string) => string;
  readonly read: (table: string, columns: readonly string[], file: string, delimiter: Delimiter) => string;
  readonly raise: (refusal: HarvestRefusal) => string;
  readonly say: (step: string) => string;
}

/** Name of the file, for the folder that harvest map wrote. */
export const scriptOfHarvest = (target: HarvestScript | Warehouse): string => `load-harvest-${target}.sql`;

export function formatHarvestLoad(
  target: HarvestScript,
  { schema, prune, delimiterOf, tables, crosswalk }: HarvestScriptRequest,
): string {
  const shell = SHELLS[target];
  const steps = [...makeHarvestSteps(tables), ...(prune ? makePruneSteps(tables, crosswalk) : [])];
  return [
    `-- A harvest into ${tables.map(({ name }) => name.toUpperCase()).join(', ')}.`,
    ...shell.head(schema, tables),
    ...[
      HARVEST_RUN,
      HARVEST_RUN_CROSSWALK.replace('ADD COLUMN', 'ADD COLUMN IF NOT EXISTS'),
      ...tables.map(({ create }) => create),
    ].map((sql) => `${shell.create(sql)};`),
    ...makeColumnRefusals(tables).map(shell.raise),
    ...tables.flatMap((table) => [
      `${formatHarvestStage(table)};`,
      shell.read(stageOfHarvest(table.name), table.columns, table.file, delimiterOf(table.file)),
    ]),
    ...makeRefusals(tables, crosswalk).map(shell.raise),
    ...(prune
      ? [`${HARVEST_DELETED};`, shell.read('harvest_deleted', ['table_name', 'id'], 'deleted.tsv', '\t')]
      : []),
    ...steps.map(({ name, sql }) => `${shell.say(name)}\n${sql};`),
    ...makeRunSteps(tables, crosswalk).map((sql) => `${sql};`),
    'COMMIT;',
    '',
  ].join('\n');
}

/** The table that a file of harvest map is to DuckDB, all its cells text. */
export function readWithDuckdb(file: string, delimiter: Delimiter): string {
  const form =
    delimiter === ',' ? `delim = ',', quote = '"', escape = '"'` : "delim = '\\t', quote = '', escape = ''";
  return `read_csv(${quoteText(file)}, ${form}, header = true, nullstr = '', all_varchar = true)`;
}

/** To DuckDB, `numeric` has three decimals. */
export function withDoubles(sql: string): string {
  return sql.replaceAll(/ numeric(?=[,\n])/g, ' double');
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const SHELLS: Readonly<Record<HarvestScript, Shell>> = {
  postgresql: {
    head: (schema = 'public') => [
      '-- Run in the folder of this file: psql -v schema=cdm -f load-harvest-postgresql.sql',
      '\\set ON_ERROR_STOP on',
      '\\if :{?schema}',
      '\\else',
      `\\set schema ${schema}`,
      '\\endif',
      'BEGIN;',
      'SET LOCAL search_path TO :"schema";',
      'SET LOCAL client_min_messages TO warning;',
    ],
    create: (sql) => sql,
    read: (table, columns, file, delimiter) => {
      const form = delimiter === ',' ? '' : " DELIMITER E'\\t', QUOTE E'\\b',";
      return `\\copy ${table} (${columns.join(', ')}) FROM '${file}' WITH (FORMAT csv, HEADER true,${form} NULL '', ENCODING 'UTF8')\nANALYZE ${table};`;
    },
    raise: ({ code, message, fix, sql, needs }) => {
      const query = [
        `    FOR row_found IN ${sql} LOOP`,
        `      RAISE EXCEPTION '%; found %', ${quoteText(`${code}: ${message}`)}, row_found.found USING HINT = ${quoteText(fix)};`,
        '    END LOOP;',
      ];
      return [
        'DO $refuse$ DECLARE row_found record; BEGIN',
        ...(needs === undefined
          ? query
          : [`  IF to_regclass(${quoteText(needs)}) IS NOT NULL THEN`, ...query, '  END IF;']),
        'END $refuse$;',
      ].join('\n');
    },
    say: (step) => `\\echo ${step}`,
  },
  duckdb: {
    head: (schema, tables) => [
      '-- Run in the folder of this file, into a database that has PERSON and CONCEPT: duckdb cdm.duckdb < load-harvest-duckdb.sql',
      ...(schema === undefined ? [] : [`USE "${schema}";`]),
      ...[...tables.map(({ name }) => stageOfHarvest(name)), 'harvest_deleted'].map(
        (name) => `DROP TABLE IF EXISTS temp.${name};`,
      ),
      'BEGIN TRANSACTION;',
    ],
    create: withDoubles,
    read: (table, columns, file, delimiter) =>
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${readWithDuckdb(file, delimiter)};`,
    // An error stops the transaction: nothing after it is done, and COMMIT fails.
    raise: ({ code, message, fix, sql }) =>
      `SELECT CASE WHEN count(*) > 0 THEN error(${quoteText(`${code}: ${message}; next: ${fix}; found `)} || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (${sql}) f;`,
    say: (step) => `-- ${step}`,
  },
};
