/** `dicom-omop harvest explain TABLE ID`: file, element, rule and concept behind one row. At the site only: it shows what headers hold. */
import { resolve } from 'node:path';
import { useEngine } from '../harvest/engine.js';
import { EXPLAINED_TABLES, explainRow } from '../harvest/explain.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { openHeaders } from './harvest-headers.js';
import type { Terminal } from './terminal.js';

export interface HarvestExplainArguments {
  readonly table: string;
  readonly id: string;
  readonly headers: string;
  readonly crosswalk: string;
  readonly json: boolean;
}

/** Exit code 1 if no harvest gave that id. */
export async function runHarvestExplain(args: HarvestExplainArguments, terminal: Terminal): Promise<0 | 1> {
  const table = EXPLAINED_TABLES.find((name) => name === args.table.toUpperCase());
  if (table === undefined || !/^\d{1,15}$/.test(args.id)) {
    throw new EnvironmentError(`"${args.table} ${args.id}" names no row`, {
      fix: `give one of ${EXPLAINED_TABLES.join(', ')} and an id`,
    });
  }
  const site = resolve(terminal.workingDirectory, args.crosswalk);
  const headers = await openHeaders(resolve(terminal.workingDirectory, args.headers));
  const found = await useEngine({ threads: 1, memory: 500 }, (engine) =>
    explainRow(engine, { table, id: Number(args.id), site, headers: headers.folders }),
  );
  if (!found) {
    terminal.err(`no harvest gave ${table} ${args.id}\n`);
    return 1;
  }
  if (args.json) {
    terminal.out(
      `${JSON.stringify(Object.fromEntries(found.map(({ title, lines }) => [title, Object.fromEntries(lines)])), undefined, 2)}\n`,
    );
    return 0;
  }
  for (const { title, lines } of found) {
    terminal.out(`${title}\n${lines.map(([what, value]) => `  ${what.padEnd(26)} ${value}\n`).join('')}`);
  }
  return 0;
}
