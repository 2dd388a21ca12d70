/** `dicom-omop load RELEASE --to sqlite:FILE`, and the scripts for PostgreSQL and DuckDB. */
import { join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { formatCdmTables } from '../load/cdm-tables.js';
import { formatDuckdbLoad } from '../load/duckdb-script.js';
import { formatPostgresqlLoad } from '../load/postgresql-script.js';
import { loadSqlite } from '../load/sqlite.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { readRelease } from '../release/read-release.js';
import { exitCodeOf, reportDiagnostics, type Terminal } from './terminal.js';

export interface LoadArguments {
  readonly release: string;
  readonly to: string;
  readonly standalone: boolean;
  readonly json: boolean;
}

/** Exit code 1 if the release or the target is at fault; the target is then as it was. */
export function runLoad(args: LoadArguments, terminal: Terminal): 0 | 1 {
  const directory = resolve(terminal.workingDirectory, args.release);
  const { value, diagnostics } = readRelease(directory);
  reportDiagnostics(diagnostics, terminal);
  if (isBlocking(diagnostics)) return 1;
  const { release, published } = value;
  if (published === undefined) {
    throw new EnvironmentError(`${directory} does not say of which day it is`, {
      fix: 'build the release again',
    });
  }
  const request = { published, standalone: args.standalone };
  const sqlite = /^sqlite:(.+)$/.exec(args.to)?.[1];
  if (sqlite !== undefined) {
    const file = resolve(terminal.workingDirectory, sqlite);
    const loaded = loadSqlite(release, file, request);
    reportDiagnostics(loaded.diagnostics, terminal);
    if (!loaded.value) {
      terminal.err(`nothing was loaded: ${file} is as it was\n`);
      return 1;
    }
    const { counts, leftOut } = loaded.value;
    if (args.json) terminal.out(`${JSON.stringify({ file, counts, leftOut }, undefined, 2)}\n`);
    else {
      for (const { name, rows } of counts) terminal.out(`  ${name.padEnd(44)} ${rows}\n`);
      if (leftOut > 0)
        terminal.out(`  ${leftOut} relationships left out: a concept at their end is not in ${file}\n`);
      terminal.out(`${args.release} is in ${file}\n`);
    }
    return exitCodeOf(loaded.diagnostics);
  }
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
  const files = scripts[args.to];
  if (!files) {
    throw new EnvironmentError(`"${args.to}" is no target`, {
      fix: 'give --to sqlite:FILE, --to postgresql or --to duckdb',
    });
  }
  for (const [name, text] of files) writeFileWhole(join(directory, name), text);
  const command =
    args.to === 'postgresql' ? 'psql -v schema=cdm -f load-postgresql.sql' : 'duckdb FILE < load-duckdb.sql';
  terminal.out(
    `${files.map(([name]) => name).join(', ')} in ${directory}; next: cd ${args.release} && ${command}\n`,
  );
  return 0;
}
