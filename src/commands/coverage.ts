/** `dicom-omop coverage` */

import { resolve } from 'node:path';
import { resolveCodes } from '../athena/resolution.js';
import type { BuildOptions } from '../build/options.js';
import { type Build, prepareBuild } from '../build/pipeline.js';
import { writeFileWhole } from '../disk/staged.js';
import { getText } from '../disk/text-file.js';
import { type Coverage, measureCoverage } from '../map/coverage.js';
import { formatApprovedMaps, formatUnmapped, parseApprovedMaps } from '../map/unmapped.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { readConfig } from './build-config.js';
import { showScan } from './scan-bar.js';
import { exitCodeOf, makeLiveLine, reportDiagnostics, type Terminal, withProgress } from './terminal.js';

export interface CoverageArguments extends BuildOptions {
  readonly json: boolean;
  /** File for the unmapped concepts, as OHDSI Usagi opens it. */
  readonly usagi?: string | undefined;
  /** A file that Usagi saved: its approved rows become lines of maps-to.tsv. */
  readonly approved?: string | undefined;
}

const SHOWN = 20;

export async function runCoverage(args: CoverageArguments, terminal: Terminal): Promise<0 | 1> {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  if (args.approved !== undefined) return takeApproved(here(args.approved), args.athena, terminal);
  const config = await readConfig(args, terminal);
  const { value: build, diagnostics } = await withProgress(makeLiveLine(terminal), (progress) =>
    prepareBuild(config, progress, showScan(terminal)),
  );
  if (!build) {
    reportDiagnostics(diagnostics, terminal);
    return 1;
  }
  const coverage = measureCoverage(build.vocabulary.concepts, build.mapping, titleOf(build));
  if (args.usagi !== undefined) {
    const { concepts, links } = build.vocabulary;
    writeFileWhole(here(args.usagi), formatUnmapped(concepts, build.mapping, links));
  }
  if (build.athena === undefined)
    terminal.err('no Athena download was given (--athena): nothing can be reached\n');
  terminal.out(args.json ? `${JSON.stringify(coverage, undefined, 2)}\n` : formatCoverage(coverage));
  return 0;
}

/** Approved rows of a Usagi file on standard output, ready to be appended to mappings/maps-to.tsv. */
async function takeApproved(file: string, athena: string | undefined, terminal: Terminal): Promise<0 | 1> {
  if (athena === undefined) {
    throw new EnvironmentError('concept ids become codes by an Athena download', {
      fix: 'give --athena, the download that Usagi was indexed with',
    });
  }
  const { value: approved, diagnostics } = parseApprovedMaps(
    getText(file, 'give a file that Usagi saved'),
    file,
  );
  const conceptIds = approved.map(({ conceptId }) => conceptId);
  const found = await resolveCodes({
    bundle: resolve(terminal.workingDirectory, athena),
    codes: [],
    conceptIds,
  });
  const lines = formatApprovedMaps(approved, file, (id) => found.value?.index.findById(id));
  const all = [...diagnostics, ...found.diagnostics, ...lines.diagnostics];
  reportDiagnostics(all, terminal);
  terminal.out(lines.value);
  return exitCodeOf(all);
}

function titleOf({ standard }: Build): (place: string) => string | undefined {
  const titles = new Map(standard.contextGroups.map(({ cid, title }) => [`CID ${cid}`, title]));
  return (place) => titles.get(place);
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
    'biggest gaps (codes of vocabularies that OMOP has)',
    ...gaps
      .slice(0, SHOWN)
      .map(
        ({ place, name, codes, unresolved }) =>
          `  ${place.padEnd(14)} ${unresolved} of ${codes} codes reach nothing${name === undefined ? '' : `  ${name}`}`,
      ),
    ...(gaps.length > SHOWN ? [`  ... and ${gaps.length - SHOWN} more places (--json)`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
