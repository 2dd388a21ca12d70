/** `dicom-omop harvest PATH...`: scan, map and check in one, with what scan and check do by default. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runHarvestCheck } from './harvest-check.js';
import { type HarvestMapArguments, runHarvestMap } from './harvest-map.js';
import { runScan } from './harvest-scan.js';
import type { Terminal } from './terminal.js';

export interface HarvestRunArguments extends HarvestMapArguments {
  readonly path: readonly string[];
  /** Go on with a scan that was stopped. */
  readonly resume: boolean;
}

/** Exit code 1 if a step has findings. Files that cannot be read do not keep the others from being mapped, nor refused series the rows from being checked. */
export async function runHarvest(args: HarvestRunArguments, terminal: Terminal): Promise<0 | 1> {
  const scanned = await runScan(
    {
      path: args.path,
      tableForm: 'auto',
      sample: 'all',
      out: args.headers,
      release: args.release,
      attributes: args.attributes,
      jobs: args.jobs,
      maxHeader: '4MiB',
      followLinks: false,
      archives: false,
      resume: args.resume,
      tsv: false,
      mappings: args.mappings,
      json: false,
    },
    { ...terminal, out: terminal.err },
  );
  const written = join(resolve(terminal.workingDirectory, args.out), 'manifest.json');
  const before = timeOf(written);
  const mapped = await runHarvestMap(args, terminal);
  // Without new rows there is nothing to check.
  const isNew = timeOf(written) !== before;
  const { headers, crosswalk, release, athena, cdm, cdmDates, memory, mappings } = args;
  const { engine, submit, sparkMaster, sparkConf } = args;
  const rest = {
    ...{ headers, crosswalk, release, athena, cdm, cdmDates, memory, mappings },
    ...{ engine, submit, sparkMaster, sparkConf, failOn: 'error', json: false },
  };
  const checked = isNew
    ? await runHarvestCheck({ omop: args.out, ...rest }, { ...terminal, out: terminal.err })
    : 0;
  return scanned === 0 && checked === 0 ? mapped : 1;
}

function timeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
