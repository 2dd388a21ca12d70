/** `dicom-omop harvest load OMOP --to sqlite:FILE|duckdb:FILE|postgresql://...`: what harvest map wrote, into a database, or as a script for one. */
import { join, resolve } from 'node:path';
import { writeFileWhole } from '../disk/staged.js';
import { readHarvestContent } from '../load/harvest-content.js';
import { loadHarvestIntoDuckdb } from '../load/harvest-duckdb.js';
import { checkHarvestFile, findHarvestDelimiter } from '../load/harvest-rows.js';
import { formatHarvestLoad, HARVEST_SCRIPTS, scriptOfHarvest } from '../load/harvest-script.js';
import { loadHarvestIntoPostgresql, loadHarvestIntoSqlite } from '../load/harvest-targets.js';
import { isPostgresqlUrl, parsePostgresqlUrl } from '../load/postgresql-connection.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { getSchema } from './schema-name.js';
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
  const script = HARVEST_SCRIPTS.find((name) => name === args.to);
  if (script !== undefined) return writeScript(script, args, folder, terminal);
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
  const duckdb = /^duckdb:(.+)$/.exec(args.to)?.[1];
  if (duckdb !== undefined)
    return loadHarvestIntoDuckdb(resolve(terminal.workingDirectory, duckdb), folder, args.prune);
  if (isPostgresqlUrl(args.to)) {
    return loadHarvestIntoPostgresql(
      parsePostgresqlUrl(args.to, args.schema),
      terminal.env,
      folder,
      args.prune,
    );
  }
  throw new EnvironmentError(`"${args.to}" is no target`, {
    fix: 'give --to sqlite:FILE, duckdb:FILE or postgresql://user@host/database?schema=cdm, or the database of a script: postgresql, duckdb',
  });
}

function writeScript(
  target: (typeof HARVEST_SCRIPTS)[number],
  { omop, schema, prune }: HarvestLoadArguments,
  folder: string,
  terminal: Terminal,
): 0 {
  const content = readHarvestContent(folder);
  for (const { file, columns } of content.tables) checkHarvestFile(join(folder, file), columns);
  const name = scriptOfHarvest(target);
  const delimiter = findHarvestDelimiter(join(folder, 'MEASUREMENT.csv'));
  writeFileWhole(
    join(folder, name),
    formatHarvestLoad(target, { schema: schema && getSchema(schema), prune, delimiter, content }),
  );
  const command = target === 'postgresql' ? `psql -v schema=cdm -f ${name}` : `duckdb FILE < ${name}`;
  terminal.out(`${name} in ${folder}; next: cd ${omop} && ${command}\n`);
  return 0;
}
