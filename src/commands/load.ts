/** `dicom-omop load RELEASE --to ...`: into SQLite or PostgreSQL, or as a script for a database. */
import { join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { formatCdmTables } from '../load/cdm-tables.js';
import { formatDuckdbLoad } from '../load/duckdb-script.js';
import type { LoadResult } from '../load/load-outcome.js';
import type { LoadRequest } from '../load/load-request.js';
import { loadPostgresql } from '../load/postgresql.js';
import { isPostgresqlUrl, parsePostgresqlUrl } from '../load/postgresql-connection.js';
import { formatPostgresqlLoad } from '../load/postgresql-script.js';
import { requireSqliteDriver } from '../load/sqlite-driver.js';
import { formatWarehouseLoad, isWarehouse } from '../load/warehouse-script.js';
import { EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import { readRelease } from '../release/read-release.js';
import { openFolder } from '../release/release-folder.js';
import { CELL_RULES } from '../verify/rules.js';
import { verifyRelease } from '../verify/verify-release.js';
import { getSchema } from './schema-name.js';
import { exitCodeOf, makeProgress, reportDiagnostics, type Terminal } from './terminal.js';

export interface LoadArguments {
  readonly release: string;
  readonly to: string;
  readonly schema?: string | undefined;
  readonly standalone: boolean;
  readonly json: boolean;
}

/** Exit code 1 if the release or the target is at fault; the target is then as it was. */
export async function runLoad(args: LoadArguments, terminal: Terminal): Promise<0 | 1> {
  const directory = resolve(terminal.workingDirectory, args.release);
  const { value, diagnostics } = readRelease(openFolder(directory));
  reportDiagnostics(diagnostics, terminal);
  if (isBlocking(diagnostics)) return 1;
  const { release, published, places } = value;
  const breaches = verifyRelease(release, { rules: CELL_RULES, places });
  reportDiagnostics(breaches, terminal);
  if (isBlocking(breaches)) return 1;
  if (published === undefined) {
    throw new EnvironmentError(`${directory} does not say of which day it is`, {
      fix: 'build the release again',
    });
  }
  const { standalone, schema } = args;
  const request = { published, standalone, ...(schema === undefined ? {} : { schema: getSchema(schema) }) };
  const progress = makeProgress(terminal);
  const onStep = ({ name, rows }: { readonly name: string; readonly rows: number }) =>
    progress('load', `${name}: ${rows}`);
  if (isPostgresqlUrl(args.to)) {
    const target = parsePostgresqlUrl(args.to, request.schema);
    const loaded = await loadPostgresql(release, target, { ...request, env: terminal.env }, onStep);
    return report(args, target.name, loaded, terminal);
  }
  const sqlite = /^sqlite:(.+)$/.exec(args.to)?.[1];
  if (sqlite !== undefined) {
    const file = resolve(terminal.workingDirectory, sqlite);
    await requireSqliteDriver();
    const { loadSqlite } = await import('../load/sqlite.js');
    return report(args, file, loadSqlite(release, file, request, onStep), terminal);
  }
  return writeScripts(args, directory, release, request, terminal);
}

function report(
  { release, json }: LoadArguments,
  target: string,
  { value, diagnostics }: Outcome<LoadResult | undefined>,
  terminal: Terminal,
): 0 | 1 {
  reportDiagnostics(diagnostics, terminal);
  if (!value) {
    terminal.err(`nothing was loaded: ${target} is as it was\n`);
    return 1;
  }
  const { counts, leftOut } = value;
  if (json) terminal.out(`${JSON.stringify({ file: target, counts, leftOut }, undefined, 2)}\n`);
  else {
    for (const { name, rows } of counts) terminal.out(`  ${name.padEnd(44)} ${rows}\n`);
    if (leftOut > 0)
      terminal.out(`  ${leftOut} relationships left out: a concept at their end is not in ${target}\n`);
    terminal.out(`${release} is in ${target}\n`);
  }
  return exitCodeOf(diagnostics);
}

function writeScripts(
  args: LoadArguments,
  directory: string,
  release: Release,
  request: LoadRequest,
  terminal: Terminal,
): 0 {
  const scripts: Record<string, readonly (readonly [string, string])[]> = {
    postgresql: [
      ['load-postgresql.sql', formatPostgresqlLoad(release, request)],
      ['cdm-vocabulary-postgresql.sql', formatCdmTables('postgresql')],
    ],
    duckdb: [
      ['load-duckdb.sql', formatDuckdbLoad(release, request)],
      ['cdm-vocabulary-duckdb.sql', formatCdmTables('duckdb')],
    ],
  };
  const files = isWarehouse(args.to)
    ? [[`load-${args.to}.sql`, formatWarehouseLoad(release, args.to, request)] as const]
    : scripts[args.to];
  if (!files) {
    throw new EnvironmentError(`"${args.to}" is no target`, {
      fix: 'give --to sqlite:FILE, --to postgresql://user@host/database, or the database of a script: postgresql, duckdb, sqlserver, bigquery, snowflake, databricks',
    });
  }
  for (const [name, text] of files) writeFileWhole(join(directory, name), text);
  const command = isWarehouse(args.to)
    ? `read the head of load-${args.to}.sql`
    : `cd ${args.release} && ${args.to === 'postgresql' ? 'psql -v schema=cdm -f load-postgresql.sql' : 'duckdb FILE < load-duckdb.sql'}`;
  terminal.out(`${files.map(([name]) => name).join(', ')} in ${directory}; next: ${command}\n`);
  return 0;
}
