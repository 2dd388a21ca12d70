/** `dicom-omop harvest load OMOP --to sqlite:FILE|postgresql://...`: what harvest map wrote, into a database. */
import { resolve } from 'node:path';
import { loadHarvestIntoPostgresql, loadHarvestIntoSqlite } from '../load/harvest-targets.js';
import { isPostgresqlUrl, parsePostgresqlUrl } from '../load/postgresql-connection.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestLoadArguments {
  readonly omop: string;
  readonly to: string;
  readonly schema?: string | undefined;
  readonly prune: boolean;
  readonly json: boolean;
}

/** Exit code 1 if the target refuses: it is then as it was. */
export async function runHarvestLoad(args: HarvestLoadArguments, terminal: Terminal): Promise<0 | 1> {
  const folder = resolve(terminal.workingDirectory, args.omop);
  const { value, diagnostics } = await load(args, folder, terminal);
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

function load(
  args: HarvestLoadArguments,
  folder: string,
  terminal: Terminal,
): ReturnType<typeof loadHarvestIntoSqlite> {
  const file = /^sqlite:(.+)$/.exec(args.to)?.[1];
  if (file !== undefined)
    return loadHarvestIntoSqlite(resolve(terminal.workingDirectory, file), folder, args.prune);
  if (isPostgresqlUrl(args.to)) {
    return loadHarvestIntoPostgresql(
      parsePostgresqlUrl(args.to, args.schema),
      terminal.env,
      folder,
      args.prune,
    );
  }
  throw new EnvironmentError(`"${args.to}" is no target`, {
    fix: 'give --to sqlite:FILE or --to postgresql://user@host/database?schema=cdm',
  });
}
