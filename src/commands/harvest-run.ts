/** `dicom-omop harvest run PATH...`: scan and map in one, with what scan does by default. */
import { type HarvestMapArguments, runHarvestMap } from './harvest-map.js';
import { runScan } from './harvest-scan.js';
import type { Terminal } from './terminal.js';

export interface HarvestRunArguments extends HarvestMapArguments {
  readonly path: readonly string[];
  /** Go on with a scan that was stopped. */
  readonly resume: boolean;
}

/** Exit code 1 if either step has findings. Files that cannot be read do not keep the others from being mapped. */
export async function runHarvest(args: HarvestRunArguments, terminal: Terminal): Promise<0 | 1> {
  const scanned = await runScan(
    {
      path: args.path,
      tableForm: 'auto',
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
  const mapped = await runHarvestMap(args, terminal);
  return scanned === 0 ? mapped : 1;
}
