/** `dicom-omop harvest load OMOP --to sqlite:FILE|duckdb:FILE|postgresql://...`: what harvest map wrote, into a database, or as a script for one. */
import { join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { findHarvestManifest } from '../harvest/harvest-manifest.js';
import { findHarvestCrosswalk } from '../load/harvest-crosswalk.js';
import { loadHarvestIntoDuckdb } from '../load/harvest-duckdb.js';
import type { HarvestLoaded, HarvestLoadRequest } from '../load/harvest-load.js';
import { loadHarvestIntoPostgresql } from '../load/harvest-postgresql.js';
import { checkHarvestFile, findHarvestDelimiter, readHarvestHeading } from '../load/harvest-rows.js';
import {
  formatHarvestLoad,
  HARVEST_SCRIPTS,
  type HarvestScript,
  scriptOfHarvest,
} from '../load/harvest-script.js';
import { findHarvestTables, type HarvestTable } from '../load/harvest-tables.js';
import { formatHarvestWarehouse } from '../load/harvest-warehouse.js';
import { isPostgresqlUrl, parsePostgresqlUrl } from '../load/postgresql-connection.js';
import { requireSqliteDriver } from '../load/sqlite-driver.js';
import type { Warehouse } from '../load/warehouse-dialects.js';
import { isWarehouse } from '../load/warehouse-script.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { getHarvestTables } from './harvest-load-tables.js';
import { getSchema } from './schema-name.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestLoadArguments {
  readonly omop: string;
  readonly to: string;
  readonly schema?: string | undefined;
  readonly prune: boolean;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 if the target refuses: it is then as it was. */
export async function runHarvestLoad(args: HarvestLoadArguments, terminal: Terminal): Promise<0 | 1> {
  const folder = resolve(terminal.workingDirectory, args.omop);
  const tables = getHarvestTables(folder, args.mappings, terminal);
  const script = isWarehouse(args.to) ? args.to : HARVEST_SCRIPTS.find((name) => name === args.to);
  if (script !== undefined) return writeScript(script, args, { folder, tables }, terminal);
  const { value, diagnostics } = await load(args, { folder, tables, prune: args.prune }, terminal);
  reportDiagnostics(diagnostics, terminal);
  if (!value) {
    terminal.err('nothing was loaded\n');
    return 1;
  }
  if (args.json)
    terminal.out(
      `${JSON.stringify(Object.fromEntries(value.map(({ name, rows }) => [name, rows])), undefined, 2)}\n`,
    );
  else for (const { name, rows } of value) terminal.out(`  ${name.padEnd(44)} ${rows}\n`);
  return 0;
}

async function load(
  args: HarvestLoadArguments,
  request: HarvestLoadRequest,
  terminal: Terminal,
): Promise<Outcome<readonly HarvestLoaded[] | undefined>> {
  const file = /^sqlite:(.+)$/.exec(args.to)?.[1];
  if (file !== undefined) {
    await requireSqliteDriver();
    const { loadHarvestIntoSqlite } = await import('../load/harvest-sqlite.js');
    return loadHarvestIntoSqlite(resolve(terminal.workingDirectory, file), request);
  }
  const duckdb = /^duckdb:(.+)$/.exec(args.to)?.[1];
  if (duckdb !== undefined) return loadHarvestIntoDuckdb(resolve(terminal.workingDirectory, duckdb), request);
  if (isPostgresqlUrl(args.to)) {
    return loadHarvestIntoPostgresql(parsePostgresqlUrl(args.to, args.schema), terminal.env, request);
  }
  throw new EnvironmentError(`"${args.to}" is no target`, {
    fix: 'give --to sqlite:FILE, duckdb:FILE or postgresql://user@host/database?schema=cdm, or the database of a script: postgresql, duckdb, sqlserver, bigquery, snowflake, databricks',
  });
}

function writeScript(
  target: HarvestScript | Warehouse,
  { omop, schema, prune }: HarvestLoadArguments,
  { folder, tables: wanted }: { readonly folder: string; readonly tables: readonly HarvestTable[] },
  terminal: Terminal,
): 0 {
  const tables = findHarvestTables(wanted, (file) => readHarvestHeading(join(folder, file)).columns);
  for (const { file, columns } of tables) checkHarvestFile(join(folder, file), columns);
  const name = scriptOfHarvest(target);
  const request = {
    schema: schema && getSchema(schema),
    prune,
    delimiterOf: (file: string) => findHarvestDelimiter(join(folder, file)),
    tables,
    crosswalk: findHarvestCrosswalk(folder),
  };
  const isHere = target === 'postgresql' || target === 'duckdb';
  writeFileWhole(
    join(folder, name),
    isHere
      ? formatHarvestLoad(target, request)
      : formatHarvestWarehouse(target, { ...request, countOf: readHarvestCounts(folder) }),
  );
  const command = target === 'postgresql' ? `psql -v schema=cdm -f ${name}` : `duckdb FILE < ${name}`;
  terminal.out(
    isHere
      ? `${name} in ${folder}; next: cd ${omop} && ${command}\n`
      : `${name} in ${folder}; next: read the head of it\n`,
  );
  return 0;
}

/** Rows by file as the manifest tells, where it does; of a profile only its own. */
function readHarvestCounts(folder: string): (table: string) => number | undefined {
  const { profile, counts } = findHarvestManifest(folder) ?? { counts: {} };
  const own = profile === undefined ? counts : counts.profile;
  return (table) => {
    const count = typeof own === 'object' ? own[table] : undefined;
    return typeof count === 'number' ? count : undefined;
  };
}
