/**
 * What a site remembers between harvests, in `site/`: which ids were given to which series, study, feature; which UID replaces which; by how many
 * days a person is shifted. Append-only: each run adds a folder `run-000001` of Parquet files and a manifest, written aside and put in place in one
 * rename, so that a run that dies leaves nothing. One run at a time: DuckDB's own lock on `lock.duckdb`, which nobody holds who has died.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { flushSync, writeFlushedSync } from '../disk/durable-file.js';
import { getJson } from '../disk/json-file.js';
import { requireFolder } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { type Engine, quote } from './engine.js';

/** Table of a run -> columns. */
const CROSSWALK_TABLES = {
  person: 'patient_key VARCHAR, issuer VARCHAR, person_id INTEGER, shift_days INTEGER',
  study:
    'study_instance_uid VARCHAR, person_id INTEGER, accession VARCHAR, study_key BIGINT, procedure_occurrence_id BIGINT',
  series:
    'series_instance_uid VARCHAR, study_instance_uid VARCHAR, person_id INTEGER, image_occurrence_id BIGINT',
  feature:
    'image_occurrence_id BIGINT, path VARCHAR, value_index INTEGER, edge VARCHAR, value_key VARCHAR, image_feature_id BIGINT, measurement_id BIGINT',
  found:
    'image_occurrence_id BIGINT, source VARCHAR, object_uid VARCHAR, place VARCHAR, value_key VARCHAR, event VARCHAR, image_feature_id BIGINT, measurement_id BIGINT, observation_id BIGINT',
  finding: 'person_id INTEGER, finding_key VARCHAR, image_finding_id BIGINT',
  uid: 'original VARCHAR, replacement VARCHAR',
  row: 'table_name VARCHAR, study_instance_uid VARCHAR, series_instance_uid VARCHAR, row_key VARCHAR, row_id BIGINT',
} as const;
export type CrosswalkTable = keyof typeof CROSSWALK_TABLES;
const TABLES = Object.keys(CROSSWALK_TABLES) as readonly CrosswalkTable[];

/** The files of a table, oldest first. A run that was made before there was such a table has none, and its manifest counts none. */
export function listParts(folder: string, table: CrosswalkTable): readonly string[] {
  return listRuns(folder).flatMap((run) => {
    const file = join(folder, run, `${table}.parquet`);
    if (existsSync(file)) return [file];
    const manifest = join(folder, run, 'manifest.json');
    const { rows } = getJson<RunManifest>(manifest, { members: ['rows'], fix: RESTORE });
    if (rows[table] === undefined) return [];
    throw new EnvironmentError(`${file} is not there: ids that it gave would be given again`, {
      fix: RESTORE,
    });
  });
}

const RESTORE = 'put the folder back as the last harvest left it';

interface RunManifest {
  readonly rows: Readonly<Record<string, number>>;
}

export function makeSiteFolder(folder: string): void {
  requireFolder(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** The runs so far, oldest first. */
export function listRuns(folder: string): readonly string[] {
  requireFolder(folder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^run-\d{6}$/.test(name))
    .sort();
}

/** `known_person`, `known_study`, ...: what all runs so far gave. */
export async function openCrosswalk(engine: Engine, folder: string): Promise<void> {
  const runs = listRuns(folder);
  const newest = runs.at(-1);
  if (newest !== undefined && !runs.every((name, index) => name === runName(index + 1))) {
    throw new EnvironmentError(
      `${folder} lacks a run before ${newest}: ids that it gave would be given again`,
      {
        fix: 'put the folder back as the last harvest left it',
      },
    );
  }
  for (const table of TABLES) {
    const files = listParts(folder, table).map(quote);
    await engine.run(
      files.length === 0
        ? `CREATE TABLE known_${table} (${CROSSWALK_TABLES[table]})`
        : `CREATE VIEW known_${table} AS SELECT * FROM read_parquet([${files.join(', ')}], union_by_name = true)`,
    );
  }
}

/**
 * Writes what this run gave and puts it in place; nothing if it gave nothing. `queries`: the new rows of each table.
 */
export async function commitRun(
  engine: Engine,
  folder: string,
  queries: Readonly<Record<CrosswalkTable, string>>,
  manifest: object,
): Promise<boolean> {
  const aside = join(folder, '.run-new');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    const file = join(aside, `${table}.parquet`);
    await engine.run(`COPY (${queries[table]}) TO ${quote(file)} (FORMAT parquet, COMPRESSION zstd)`);
    const [count] = await engine.rows<{ n: number }>(
      `SELECT count(*) AS n FROM read_parquet(${quote(file)})`,
    );
    rows[table] = count?.n ?? 0;
    flushSync(file);
  }
  if (Object.values(rows).every((count) => count === 0)) {
    rmSync(aside, { recursive: true, force: true });
    return false;
  }
  const file = join(aside, 'manifest.json');
  writeFlushedSync(file, `${JSON.stringify({ ...manifest, rows }, undefined, 2)}\n`, 0o600);
  flushSync(aside);
  renameSync(aside, join(folder, runName(listRuns(folder).length + 1)));
  flushSync(folder);
  return true;
}

function runName(number: number): string {
  return `run-${String(number).padStart(6, '0')}`;
}
