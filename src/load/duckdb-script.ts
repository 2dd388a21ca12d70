/**
 * `load-duckdb.sql`: the load for DuckDB, run in the release directory: `cd out/2024d && duckdb cdm.duckdb <
 * load-duckdb.sql`. Creates the tables that are missing. DuckDB has no foreign keys between tables that refer to each
 * other; the script asks for the rows that they would ask for.
 */
import { CDM_VOCABULARY_TABLES, type CdmColumn, RELEASE_TABLES } from '../model/cdm-tables.js';
import { dayBefore } from '../model/date.js';
import type { Release } from '../model/omop.js';
import { formatCdmTables } from './cdm-tables.js';
import type { LoadRequest } from './load-request.js';
import { formatStages, LEFT_OUT, LOAD_REFUSALS, makeLoadSteps, stageOf } from './load-statements.js';
import { cellsOf } from './release-cells.js';
import { formatStubSelects } from './stub-statements.js';

export function formatDuckdbLoad(
  release: Release,
  { published, standalone = false, schema }: LoadRequest,
): string {
  const versions = release.vocabularies.map((row) => `${row.vocabularyId} (${row.vocabularyVersion})`);
  const date = (day: string) => `DATE '${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}'`;
  return [
    `-- ${versions.join(', ')} into the vocabulary tables of OMOP CDM v5.4, DuckDB.`,
    '-- Run in the directory of this file: duckdb cdm.duckdb < load-duckdb.sql',
    '-- Run it as often as you like: only rows that differ are written. Nothing is deleted but synonyms.',
    ...(standalone ? ['-- Brings the rows of OHDSI that ours refer to; for a database without Athena.'] : []),
    ...RELEASE_TABLES.map((name) => `DROP TABLE IF EXISTS temp.${stageOf(name)};`),
    ...(schema === undefined ? [] : [`CREATE SCHEMA IF NOT EXISTS "${schema}";`, `USE "${schema}";`]),
    'BEGIN TRANSACTION;',
    formatCdmTables('duckdb'),
    ...formatStages(),
    ...RELEASE_TABLES.map(formatRead),
    ...RELEASE_TABLES.map((name) =>
      formatRaise(
        `SELECT CAST(count(*) AS varchar) || ' rows' AS found FROM ${stageOf(name)} HAVING count(*) <> ${cellsOf(release, name).length}`,
        `load-file-incomplete: ${CDM_VOCABULARY_TABLES[name].file} is not the file that this script was made for`,
      ),
    ),
    ...(standalone ? formatStubSelects(release, date).map(({ sql }) => `${sql};`) : []),
    ...LOAD_REFUSALS.map(({ code, message, fix, sql }) =>
      formatRaise(sql, `${code}: ${message}; next: ${fix}`),
    ),
    ...makeLoadSteps(date(dayBefore(published))).map(({ name, sql }) => `-- ${name}\n${sql};`),
    `${LEFT_OUT};`,
    'COMMIT;',
    '',
  ].join('\n');
}

function formatRead(name: (typeof RELEASE_TABLES)[number]): string {
  const { file, columns } = CDM_VOCABULARY_TABLES[name];
  const types = columns.map(({ name: column, type }: CdmColumn) => `'${column}': '${type.toUpperCase()}'`);
  return [
    `INSERT INTO ${stageOf(name)} SELECT * FROM read_csv('${file}', delim = '\\t', header = true, quote = '',`,
    `  escape = '', nullstr = '', dateformat = '%Y%m%d', auto_detect = false, columns = {${types.join(', ')}});`,
  ].join('\n');
}

/** `error()` stops the transaction: nothing after it is done, and COMMIT fails. */
function formatRaise(query: string, message: string): string {
  const text = message.replaceAll("'", "''");
  return `SELECT CASE WHEN count(*) > 0 THEN error('${text}; found ' || min(f.found) || ', ' || CAST(count(*) AS varchar) || ' in all') END AS refused FROM (${query}) f;`;
}
