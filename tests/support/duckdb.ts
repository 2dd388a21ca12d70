/**
 * DuckDB, if it is to be had: the `duckdb` program, or the package `@duckdb/node-api` in this project or in the
 * directory that `DICOM_OMOP_DUCKDB` names. Always in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface DuckdbResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs SQL on a database file; the last query's rows come out as JSON arrays, one a line. */
export type RunDuckdb = (database: string, sql: string, directory: string) => DuckdbResult;

const SCRIPT = `
const { DuckDBInstance } = require(process.argv[1]);
const sql = require('node:fs').readFileSync(0, 'utf8');
(async () => {
  const instance = await DuckDBInstance.create(process.argv[2]);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  for (const row of reader.getRowsJson()) console.log(JSON.stringify(row.map((cell) => cell === null ? null : String(cell))));
})().catch((error) => { console.error(error.message); process.exit(1); });
`;

export function findDuckdb(): RunDuckdb | undefined {
  const folders = [process.env.DICOM_OMOP_DUCKDB, process.cwd()].filter((folder) => folder !== undefined);
  const home = folders
    .map((folder) => join(folder, 'node_modules', '@duckdb', 'node-api'))
    .find((folder) => existsSync(folder));
  if (home !== undefined) {
    return (database, sql, directory) =>
      spawn(process.execPath, ['-e', SCRIPT, home, database], sql, directory);
  }
  const program = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'duckdb'))
    .find((file) => existsSync(file));
  if (program === undefined) return undefined;
  return (database, sql, directory) => {
    const { status, out, err } = spawn(program, ['-bail', '-json', database], sql, directory);
    return { status, err, out: out.trim() === '' ? '' : formatRows(out) };
  };
}

function spawn(program: string, args: readonly string[], input: string, cwd: string): DuckdbResult {
  const result = spawnSync(program, args, { cwd, input, encoding: 'utf8' });
  return { status: result.status ?? -1, out: result.stdout, err: result.stderr };
}

function formatRows(out: string): string {
  const last = out.trim().slice(out.trim().lastIndexOf('\n[') + 1);
  const rows = JSON.parse(last) as readonly Readonly<Record<string, unknown>>[];
  return rows
    .map((row) => JSON.stringify(Object.values(row).map((cell) => (cell === null ? null : String(cell)))))
    .join('\n');
}
