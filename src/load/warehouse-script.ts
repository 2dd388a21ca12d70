/**
 * `load-sqlserver.sql`, `load-bigquery.sql`, `load-snowflake.sql`, `load-databricks.sql`: the load for databases that
 * run elsewhere. Their statements are those of PostgreSQL's load in MERGE form, which the tests run; the wording of
 * each database is only parsed there.
 */
import { CDM_VOCABULARY_TABLES, RELEASE_TABLES } from '../model/cdm-tables.js';
import { dayBefore } from '../model/date.js';
import type { Release } from '../model/omop.js';
import type { LoadRequest } from './load-request.js';
import { makeMergeRefusals, makeMergeSteps } from './merge-statements.js';
import { cellsOf } from './release-cells.js';
import { quote, WAREHOUSES, type Warehouse } from './warehouse-dialects.js';

export function isWarehouse(text: string): text is Warehouse {
  return Object.hasOwn(WAREHOUSES, text);
}

/** `schema`: `cdm` unless given; a dataset of BigQuery. Without `standalone`: these targets hold an Athena download. */
export function formatWarehouseLoad(
  release: Release,
  warehouse: Warehouse,
  { published, schema = 'cdm' }: LoadRequest,
): string {
  const dialect = WAREHOUSES[warehouse];
  const versions = release.vocabularies.map((row) => `${row.vocabularyId} (${row.vocabularyVersion})`);
  const stages = RELEASE_TABLES.map((name) => ({ name, stage: dialect.stage(name, schema) }));
  return [
    `-- ${versions.join(', ')} into the vocabulary tables of OMOP CDM v5.4 in ${schema}, ${dialect.title}.`,
    ...dialect.usage('out/2024d', `load-${warehouse}.sql`).map((line) => `-- ${line}`),
    '-- Run it as often as you like: only rows that differ are written. Nothing is deleted but synonyms.',
    `-- The wording of ${dialect.title} has been parsed, not run; the same steps have been run in PostgreSQL.`,
    ...stages.flatMap(({ name, stage }) => {
      const { file, columns } = CDM_VOCABULARY_TABLES[name];
      return dialect.read({ stage, file, columns: columns.map((column) => column.name) });
    }),
    ...dialect.begin,
    ...stages.map(({ name, stage }) =>
      dialect.refuse(
        `SELECT count(*) AS n FROM ${stage} HAVING count(*) <> ${cellsOf(release, name).length}`,
        `load-file-incomplete: ${CDM_VOCABULARY_TABLES[name].file} is not the file that this script was made for; copy the release again, whole`,
      ),
    ),
    ...makeMergeRefusals(dialect, schema).map(({ sql, message }) => dialect.refuse(sql, message)),
    ...makeMergeSteps(dialect, schema, dialect.date(quote(dayBefore(published)))).map(
      ({ name, sql }) => `-- ${name}\n${sql};`,
    ),
    ...dialect.commit,
    ...stages.flatMap(({ stage }) => dialect.drop(stage)),
    '',
  ].join('\n');
}
