/** `dicom-omop coverage` */
import type { BuildOptions } from '../build/options.js';
import { prepareBuild } from '../build/pipeline.js';
import { type Coverage, measureCoverage } from '../map/coverage.js';
import { readConfig } from './build-config.js';
import { showScan } from './scan-bar.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface CoverageArguments extends BuildOptions {
  readonly json: boolean;
}

const SHOWN = 20;

export async function runCoverage(args: CoverageArguments, terminal: Terminal): Promise<0 | 1> {
  const config = await readConfig(args, terminal);
  const { value: build, diagnostics } = await prepareBuild(config, () => {}, showScan(terminal));
  if (!build) {
    reportDiagnostics(diagnostics, terminal);
    return 1;
  }
  const coverage = measureCoverage(build.vocabulary.concepts, build.mapping);
  if (build.athena === undefined)
    terminal.err('no Athena download was given (--athena): nothing can be reached\n');
  terminal.out(args.json ? `${JSON.stringify(coverage, undefined, 2)}\n` : formatCoverage(coverage));
  return 0;
}

function formatCoverage({ kinds, schemes, gaps }: Coverage): string {
  const percent = (part: number, whole: number) =>
    `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`.padStart(8);
  const lines = [
    'concepts      count   Maps to a standard concept   with standard values or units',
    ...kinds.map(
      ({ kind, concepts, mapped, withStandardValue }) =>
        `  ${kind.padEnd(10)} ${String(concepts).padStart(6)} ${String(mapped).padStart(8)} ${percent(mapped, concepts)} ${String(withStandardValue).padStart(16)} ${percent(withStandardValue, concepts)}`,
    ),
    '',
    'codes of other schemes',
    ...schemes.map(({ scheme, codes, reached, statuses }) => {
      const rest = Object.entries(statuses).map(([status, count]) => `${status} ${count}`);
      return `  ${scheme.padEnd(12)} ${String(codes).padStart(6)} reached ${String(reached).padStart(6)} ${percent(reached, codes)}   ${rest.join(', ')}`;
    }),
    '',
    'biggest gaps',
    ...gaps
      .slice(0, SHOWN)
      .map(
        ({ place, codes, unresolved }) =>
          `  ${place.padEnd(14)} ${unresolved} of ${codes} codes reach nothing`,
      ),
    ...(gaps.length > SHOWN ? [`  ... and ${gaps.length - SHOWN} more places (--json)`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
