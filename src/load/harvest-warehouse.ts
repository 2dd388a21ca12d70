/**
 * `load-harvest-sqlserver.sql`, `-bigquery.sql`, `-snowflake.sql`, `-databricks.sql`: a harvest into databases that run elsewhere. Refusals and ranges of ids are those
 * of the load itself, which the tests run; rows are merged as the vocabulary's are; the wording of each database is only parsed there.
 */
import { type HarvestScriptRequest, scriptOfHarvest } from './harvest-script.js';
import {
  type HarvestNames,
  makePruneSteps,
  makeRefusals,
  makeRunSteps,
  stageOfHarvest,
} from './harvest-steps.js';
import type { HarvestTable } from './harvest-tables.js';
import { formatMerge } from './merge-statements.js';
import { type CellType, WAREHOUSES, type Warehouse, type WarehouseDialect } from './warehouse-dialects.js';

export interface HarvestWarehouseRequest extends HarvestScriptRequest {
  /** Rows of a file, as far as the manifest of the harvest tells. */
  readonly countOf: (table: string) => number | undefined;
}

const RUN = [
  'table_name varchar(50) NOT NULL',
  'first_id bigint NOT NULL',
  'last_id bigint NOT NULL',
  'crosswalk varchar(50)',
];
const DELETED = ['table_name varchar(50)', 'id bigint'];

export function formatHarvestWarehouse(
  warehouse: Warehouse,
  request: HarvestWarehouseRequest,
  dialect: WarehouseDialect = WAREHOUSES[warehouse],
): string {
  const { tables, schema = 'cdm', crosswalk, prune, delimiterOf, countOf } = request;
  const staged = [
    ...tables.map(({ name, file, definitions }) => ({ name, file, definitions })),
    ...(prune ? [{ name: 'harvest_deleted', file: 'deleted.tsv', definitions: DELETED }] : []),
  ].map((each) => ({ ...each, stage: dialect.stage(stageOfHarvest(each.name), schema) }));
  const names: HarvestNames = {
    table: (name) => `${schema}.${name}`,
    stage: (name) => {
      const { stage, definitions } = staged.find((each) => each.name === name) ?? {
        stage: name,
        definitions: [],
      };
      return `(SELECT ${definitions.map((each) => formatCast(dialect, each)).join(', ')} FROM ${stage})`;
    },
  };
  const says = (text: string) => `-- ${text}`;
  return [
    says(
      `A harvest into ${tables.map(({ name }) => name.toUpperCase()).join(', ')} of ${schema}, ${dialect.title}.`,
    ),
    ...dialect.usage('omop', scriptOfHarvest(warehouse)).map(says),
    says(
      'PERSON and CONCEPT must be there, with the release that was harvested with. Run it as often as you like: only rows that differ are written.',
    ),
    says(
      `The wording of ${dialect.title} has been parsed, not run; the refusals have been run in SQLite, PostgreSQL and DuckDB.`,
    ),
    dialect.create(names.table('harvest_run'), formatColumns(dialect, RUN)),
    ...tables.map(({ name, definitions }) =>
      dialect.create(names.table(name), formatColumns(dialect, definitions)),
    ),
    ...staged.flatMap(({ stage, file, definitions }) =>
      dialect.read({
        stage,
        file,
        columns: definitions.map((each) => parseDefinition(each).name),
        ...(delimiterOf(file) === ',' && { delimiter: ',' as const }),
      }),
    ),
    ...dialect.begin,
    ...staged.flatMap(({ name, file, stage }) => {
      const count = countOf(name);
      if (count === undefined) return [];
      const message = `harvest-file-incomplete: ${file} is not the file that this script was made for; copy the folder of the harvest again, whole`;
      return [dialect.refuse(`SELECT count(*) AS n FROM ${stage} HAVING count(*) <> ${count}`, message)];
    }),
    ...makeRefusals(tables, crosswalk, names).map(({ code, message, fix, sql }) =>
      dialect.refuse(sql, `${code}: ${message}; next: ${fix}`),
    ),
    ...tables.flatMap((table) => makeSteps(table, names).map((sql) => `${sql};`)),
    ...makeRunSteps(tables, crosswalk, names).map((sql) => `${sql};`),
    ...(prune ? makePruneSteps(tables, crosswalk, names).map(({ sql }) => `${sql};`) : []),
    ...dialect.commit,
    ...staged.flatMap(({ stage }) => dialect.drop(stage)),
    '',
  ].join('\n');
}

/** With a key merged; without one, all rows of each owner are put in the place of those that are there, or what is missing is added. */
function makeSteps(
  { name, key, owner, columns, definitions }: HarvestTable,
  names: HarvestNames,
): readonly string[] {
  const [into, source] = [names.table(name), names.stage(name)];
  const cells = definitions.map(parseDefinition);
  if (key !== undefined) {
    const updated = cells.filter((cell) => cell.name !== key);
    return [formatMerge({ into, source, key: [key], updated, columns })];
  }
  if (owner === undefined) return [formatMerge({ into, source, key: columns, updated: [], columns })];
  return [
    `DELETE FROM ${into} WHERE ${owner} IN (SELECT s.${owner} FROM ${source} s)`,
    `INSERT INTO ${into} (${columns.join(', ')}) SELECT ${columns.map((column) => `s.${column}`).join(', ')} FROM ${source} s`,
  ];
}

/** `measurement_id integer NOT NULL` */
function parseDefinition(definition: string): {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
} {
  const [, name = '', type = '', required] = /^(\S+) (.+?)( NOT NULL)?$/.exec(definition) ?? [];
  return { name, type, nullable: required === undefined };
}

const OTHER_NAMES: Readonly<Record<string, CellType>> = { 'double precision': 'numeric' };

function formatType({ types, hasWidth }: WarehouseDialect, type: string): string {
  if (type.startsWith('varchar')) return hasWidth ? type : types.text;
  const known = OTHER_NAMES[type] ?? type;
  if (Object.hasOwn(types, known)) return types[known as CellType];
  throw new Error(`no type of a harvest: ${type}`);
}

function formatColumns(dialect: WarehouseDialect, definitions: readonly string[]): readonly string[] {
  return definitions
    .map(parseDefinition)
    .map(({ name, type, nullable }) => `${name} ${formatType(dialect, type)}${nullable ? '' : ' NOT NULL'}`);
}

/** A text of a file as the target has it; texts are as they are. */
function formatCast(dialect: WarehouseDialect, definition: string): string {
  const { name, type } = parseDefinition(definition);
  const isText = type === 'text' || type.startsWith('varchar');
  return isText ? name : `CAST(${name} AS ${formatType(dialect, type)}) AS ${name}`;
}
