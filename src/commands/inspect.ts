/** `dicom-omop inspect QUERY` */
import type { BuildOptions } from '../build/options.js';
import { prepareBuild } from '../build/pipeline.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { formatSourceRef } from '../model/source-ref.js';
import { readConfig } from './build.js';
import { type Inspection, inspectBuild } from './inspection.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface InspectArguments extends BuildOptions {
  readonly query: string;
  readonly all: boolean;
  readonly json: boolean;
}

const SHOWN = 20;

/** Exit code 1 if nothing is found. */
export async function runInspect(args: InspectArguments, terminal: Terminal): Promise<0 | 1> {
  const config = await readConfig(args, terminal);
  const { value: build, diagnostics } = await prepareBuild(config, () => {});
  if (!build) {
    reportDiagnostics(diagnostics, terminal);
    return 1;
  }
  const inspection = await inspectBuild(build, args.query);
  if (!inspection) {
    throw new EnvironmentError(`"${args.query}" is nothing that can be traced`, {
      fix: 'ask for a tag (0018,0081), CID (CID 29), code (DCM:121139), UID, term (00185100:HFS), concept id or keyword',
    });
  }
  terminal.out(
    args.json ? `${JSON.stringify(inspection, undefined, 2)}\n` : formatInspection(inspection, args.all),
  );
  return inspection.facts.length + inspection.concepts.length > 0 ? 0 : 1;
}

function formatInspection(inspection: Inspection, all: boolean): string {
  const sections: [string, readonly string[]][] = [
    [
      'facts',
      inspection.facts.flatMap(({ table, text, at, source }) => [
        `${table}: ${text}`,
        ...(at ? [`    ${formatSourceRef(at)}${source ? ` = ${source.file}:${source.line}` : ''}`] : []),
        ...(source && source.cells.length > 0 ? [`    | ${source.cells.join(' | ').slice(0, 300)}`] : []),
      ]),
    ],
    [
      'concepts',
      inspection.concepts.map(
        (row) =>
          `${row.conceptId} ${row.conceptCode} "${row.conceptName}" ${row.domainId} / ${row.conceptClassId} ${row.validStartDate}-${row.validEndDate}${row.invalidReason ? ` ${row.invalidReason}` : ''}`,
      ),
    ],
    ['synonyms', inspection.synonyms],
    ['links', inspection.links],
    [
      'output lines',
      inspection.outputLines.map(
        ({ file, line, text }) => `${file}:${line}  ${text.replaceAll('\t', ' | ')}`,
      ),
    ],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => {
      const shown = all ? lines : lines.slice(0, SHOWN * (title === 'facts' ? 3 : 1));
      const more = lines.length - shown.length;
      const rest = more > 0 ? [`... ${more} more lines (--all)`] : [];
      return `${title}\n${[...shown, ...rest].map((line) => `  ${line}\n`).join('')}`;
    })
    .join('\n');
}
