/** `dicom-omop harvest lookup --release DIR --out DIR`: the look-up tables for tools of one's own. */
import { join, resolve } from 'node:path';
import { useEngine } from '../harvest/engine.js';
import { writeLookUpTables } from '../harvest/lookup-tables.js';
import { findAlteredTables } from '../harvest/sources.js';
import { isBlocking } from '../model/diagnostic.js';
import { digestRelease } from './file-digest.js';
import { readLists } from './harvest-lists.js';
import { exitCodeOf, reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestLookUpArguments {
  readonly release: string;
  readonly out: string;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 if a list is wrong, or the release is not as it was built. */
export async function runHarvestLookUp(args: HarvestLookUpArguments, terminal: Terminal): Promise<0 | 1> {
  const release = resolve(terminal.workingDirectory, args.release);
  const lists = readLists(args.mappings, terminal);
  const altered = findAlteredTables(release);
  reportDiagnostics([...lists.diagnostics, ...altered], terminal);
  if (isBlocking(lists.diagnostics)) return 1;
  const origin = { release: digestRelease(release) };
  const rows = await useEngine({ threads: 1, memory: 500 }, (engine) =>
    writeLookUpTables(engine, {
      release,
      out: resolve(terminal.workingDirectory, args.out),
      sources: join(terminal.programRoot, 'src'),
      lists: lists.value,
      tool: `dicom-omop ${terminal.toolVersion}`,
      origin,
    }),
  );
  if (args.json) {
    terminal.out(`${JSON.stringify(rows, undefined, 2)}\n`);
    return exitCodeOf(altered);
  }
  for (const [name, n] of Object.entries(rows)) terminal.out(`  ${name.padEnd(44)} ${n}\n`);
  terminal.out(`${args.out}: TSV and Parquet; join-duckdb.sql and its sisters join headers with them\n`);
  return exitCodeOf(altered);
}
