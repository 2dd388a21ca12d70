/**
 * `load-postgresql.sql`: a script for psql, run in the release directory. It copies the files into temporary tables,
 * refuses where the target contradicts the release, and changes our rows alone, in one transaction:
 * `cd out/2024d && psql -v schema=cdm -f load-postgresql.sql`. Without `schema` it loads into `public`.
 */
import { CDM_VOCABULARY_TABLES, RELEASE_TABLES } from '../model/cdm-tables.js';
import { dayBefore } from '../model/date.js';
import type { Release } from '../model/omop.js';
import type { LoadRequest } from './load-request.js';
import { formatStages, LEFT_OUT, LOAD_REFUSALS, makeLoadSteps, stageOf } from './load-statements.js';
import { cellsOf } from './release-cells.js';
import { formatStubSelects } from './stub-statements.js';

export function formatPostgresqlLoad(
  release: Release,
  { published, standalone = false, schema = 'public' }: LoadRequest,
): string {
  const versions = release.vocabularies.map((row) => `${row.vocabularyId} (${row.vocabularyVersion})`);
  return [
    `-- ${versions.join(', ')} into the vocabulary tables of OMOP CDM v5.4, PostgreSQL.`,
    '-- Run in the directory of this file: psql -v schema=cdm -f load-postgresql.sql',
    '-- Run it as often as you like: only rows that differ are written. Nothing is deleted but synonyms.',
    ...(standalone ? ['-- Brings the rows of OHDSI that ours refer to; for a database without Athena.'] : []),
    '\\set ON_ERROR_STOP on',
    '\\if :{?schema}',
    '\\else',
    `\\set schema ${schema}`,
    '\\endif',
    'BEGIN;',
    'SET LOCAL search_path TO :"schema";',
    'SET LOCAL client_min_messages TO warning;',
    ...formatStages(' ON COMMIT DROP'),
    ...RELEASE_TABLES.map(formatCopy),
    ...RELEASE_TABLES.map((name) => formatCount(name, cellsOf(release, name).length)),
    ...RELEASE_TABLES.map((name) => `ANALYZE ${stageOf(name)};`),
    ...(standalone ? [formatStubs(release)] : []),
    ...LOAD_REFUSALS.map(formatRefusal),
    ...makeLoadSteps(`DATE '${formatDay(dayBefore(published))}'`).map(
      ({ name, sql }) => `\\echo ${name}\n${sql};`,
    ),
    '\\echo relationship rows left out, whose other concept is not in the target',
    `${LEFT_OUT};`,
    'COMMIT;',
    '',
  ].join('\n');
}

/** Quoting switched off by a character that no cell holds; an empty cell is NULL. One line: psql wants it so. */
function formatCopy(name: (typeof RELEASE_TABLES)[number]): string {
  const { file, columns } = CDM_VOCABULARY_TABLES[name];
  const names = columns.map((column) => column.name).join(', ');
  return `\\copy ${stageOf(name)} (${names}) FROM '${file}' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b', NULL '', ENCODING 'UTF8')`;
}

/** A file that was cut off on its way is not loaded. */
function formatCount(name: (typeof RELEASE_TABLES)[number], rows: number): string {
  const { file } = CDM_VOCABULARY_TABLES[name];
  return formatRaise(
    `SELECT CAST(count(*) AS varchar(20)) || ' rows' AS found FROM ${stageOf(name)} HAVING count(*) <> ${rows}`,
    `load-file-incomplete: ${file} does not hold the ${rows} rows that this script was made for`,
    'copy the release directory again, whole',
  );
}

function formatRefusal({ code, message, expected, fix, sql }: (typeof LOAD_REFUSALS)[number]): string {
  return formatRaise(sql, `${code}: ${message}; expected ${expected}`, fix);
}

function formatRaise(query: string, message: string, hint: string): string {
  return [
    'DO $refuse$ DECLARE number_found bigint; first_found text; BEGIN',
    `  SELECT count(*), min(f.found) INTO number_found, first_found FROM (${query}) f;`,
    '  IF number_found > 0 THEN',
    `    RAISE EXCEPTION '%; found %, % in all', ${quote(message)}, first_found, number_found USING HINT = ${quote(hint)};`,
    '  END IF;',
    'END $refuse$;',
  ].join('\n');
}

/** One statement for all tables: their foreign keys go in circles and are checked at its end. */
export function formatStubs(release: Release): string {
  const selects = formatStubSelects(release, (day) => `DATE '${formatDay(day)}'`);
  const last = selects.at(-1);
  const others = selects.slice(0, -1).map(({ table, sql }) => `stub_${table} AS (${sql})`);
  return `WITH ${others.join(',\n')}\n${last?.sql ?? ''};`;
}

/** `yyyy-mm-dd`. */
export function formatDay(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
