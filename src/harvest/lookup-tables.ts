/**
 * `harvest lookup`: the look-up tables of a release, joined with the lists that harvest goes by, as text and Parquet, and for each engine a script that opens them and
 * joins headers with them. For those who map with tools of their own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from './engine.js';
import { formatJoin, JOIN_ENGINES, type LookUpFile } from './lookup-join.js';
import { readSql } from './model-files.js';
import { openOutputFolder } from './output-folder.js';
import type { SiteTable } from './site-tables.js';
import { insertTable, openRelease } from './sources.js';

export interface LookUpRequest {
  readonly release: string;
  /** Replaced whole. */
  readonly out: string;
  /** Folder of the rooms, with their models. */
  readonly sources: string;
  readonly lists: readonly SiteTable[];
  readonly tool: string;
  /** What the inputs were, for the manifest. */
  readonly origin: object;
}

/** File without ending -> table, and the rows where the release does not have them as they are. */
const FILES: readonly { readonly file: string; readonly table: string; readonly model?: string }[] = [
  { file: 'attributes', table: 'lookup_attribute', model: 'attributes' },
  { file: 'values', table: 'lookup_value' },
  { file: 'codes', table: 'lookup_code' },
  { file: 'modalities', table: 'lookup_modality' },
  { file: 'sites', table: 'lookup_site' },
  { file: 'uids', table: 'lookup_uid' },
  { file: 'schemes', table: 'lookup_scheme' },
  { file: 'texts', table: 'lookup_text', model: 'texts' },
  { file: 'units', table: 'lookup_unit', model: 'units' },
];

/** Rows by table. Throws EnvironmentError if the release lacks a table. */
export async function writeLookUpTables(
  engine: Engine,
  request: LookUpRequest,
): Promise<Readonly<Record<string, number>>> {
  const { release, out, sources, lists, tool, origin } = request;
  await openRelease(engine, release);
  for (const list of lists) await insertTable(engine, list);
  const { aside, putInPlace } = openOutputFolder(out);
  const files: LookUpFile[] = [];
  for (const { file, table, model } of FILES) {
    const rows =
      model === undefined ? `SELECT * FROM ${table}` : readSql(sources, 'harvest', join('lookup', model));
    const select = `SELECT * FROM (${rows}) ORDER BY ALL`;
    const path = join(aside, file);
    await engine.run(
      `COPY (${select}) TO ${quote(`${path}.tsv`)} (FORMAT csv, DELIMITER '\\t', HEADER true, QUOTE '', ESCAPE '', NULLSTR '')`,
    );
    await engine.run(`COPY (${select}) TO ${quote(`${path}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`);
    const columns = await engine.rows<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM read_parquet(${quote(`${path}.parquet`)})`,
    );
    const [count] = await engine.rows<{ n: number }>(
      `SELECT count(*) AS n FROM read_parquet(${quote(`${path}.parquet`)})`,
    );
    files.push({
      file,
      table,
      columns: columns.map(({ column_name: name, column_type: type }) => ({ name, type })),
      rows: count?.n ?? 0,
    });
  }
  const select = readSql(sources, 'harvest', join('lookup', 'element_concept'));
  for (const name of JOIN_ENGINES)
    writeFileSync(join(aside, `join-${name}.sql`), formatJoin(name, files, select));
  const rows = Object.fromEntries(files.map((each) => [each.file, each.rows]));
  writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify({ tool, ...origin, rows }, undefined, 2)}\n`);
  putInPlace();
  return rows;
}
