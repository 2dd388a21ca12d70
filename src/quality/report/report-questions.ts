/** What the report asks: the files of this folder, and how often each value of a column stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../harvest/engine.js';
import { EnvironmentError } from '../../model/diagnostic.js';
import type { Absent } from '../inputs.js';
import { askEngine, type Question, type Questions } from '../questions.js';

const READ_TABLES = ['image_occurrence', 'image_occurrence_source', 'attribute_value', 'lookup_attribute'];

/** Throws EnvironmentError without the tables that those of the report are made of. `what`: is wanted; `task`: in the words of the command. */
export function requireReportTables(absent: Absent, what: string, task: string): void {
  const missing = READ_TABLES.find((table) => absent.has(table));
  if (missing === undefined) return;
  throw new EnvironmentError(`${what} needs ${missing}: ${absent.get(missing)}`, {
    fix: `${task} of the default profile, with --release the folder that it was made with`,
  });
}

/** `derived_value`, `image_fact`, `attribute_edge`. */
export async function makeReportTables(
  engine: Engine,
  sources: string,
  least: number,
  make: Questions['make'] = askEngine(engine).make,
): Promise<void> {
  await engine.run(`CREATE TABLE report_setting AS SELECT ${least} AS least_cell`);
  for (const name of ['derived_value', 'image_fact', 'attribute_edge'])
    await make(name, readReportSql(sources, name));
}

/** By file, and by column of `image_fact`. */
export function readReportQuestions(sources: string) {
  const read = (name: string) => readQuestion(sources, name);
  return {
    total: read('total'),
    year: read('year'),
    combination: read('combination'),
    procedure: read('procedure'),
    attribute: read('attribute'),
    coverage: read('coverage'),
    modality: formatList('modality'),
    maker: formatList('maker'),
    site: formatList('site'),
  } as const;
}

/** The SELECT of a file; its last line orders the answer. */
function readQuestion(sources: string, name: string): Question {
  const [, sql = '', order = ''] = /^([\s\S]*)\nORDER BY (.*)\n$/.exec(readReportSql(sources, name)) ?? [];
  return { name: `report_${name}`, sql, order };
}

function formatList(column: string): Question {
  return {
    name: `report_${column}`,
    sql: `SELECT ${column} AS name, count(*) AS n, count(DISTINCT person_id) AS n_persons FROM image_fact GROUP BY ${column}`,
    order: 'n DESC, name',
  };
}

function readReportSql(sources: string, name: string): string {
  return readFileSync(join(sources, 'quality', 'report', `${name}.sql`), 'utf8');
}
