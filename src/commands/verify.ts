/** `dicom-omop verify RELEASE [--athena DIR]` */
import { resolve } from 'node:path';
import { findAncestors } from '../athena/ancestors.js';
import { resolveCodes } from '../athena/resolution.js';
import { findCurated } from '../build/options.js';
import { getText } from '../disk/text-file.js';
import { type Diagnostic, formatDiagnostic } from '../model/diagnostic.js';
import type { ConceptId, Release } from '../model/omop.js';
import { readRelease } from '../release/read-release.js';
import { openFolder } from '../release/release-folder.js';
import { parseExceptions } from '../verify/exceptions.js';
import { findForeignIds } from '../verify/release-index.js';
import { findSeveralTargets } from '../verify/rules/r6-ancestor-target.js';
import { RULES } from '../verify/rules.js';
import { verifyRelease } from '../verify/verify-release.js';
import { showScan } from './scan-bar.js';
import type { Terminal } from './terminal.js';

export interface VerifyArguments {
  readonly release: string;
  readonly athena?: string | undefined;
  readonly previous?: string | undefined;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 if a rule is broken. */
export async function runVerify(args: VerifyArguments, terminal: Terminal): Promise<0 | 1> {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const { value, diagnostics: faults } = readRelease(openFolder(here(args.release)));
  const { release, places, published } = value;
  const file = findCurated(args.mappings, 'verify-exceptions.tsv', terminal);
  const exceptions = parseExceptions(getText(file, "restore it from the program's own mappings"), file);
  const athena =
    args.athena === undefined ? undefined : await openAthena(here(args.athena), release, terminal);
  const previous = args.previous === undefined ? undefined : readRelease(openFolder(here(args.previous)));
  const findings = verifyRelease(release, {
    exceptions: exceptions.value,
    previous: previous?.value.release,
    published,
    places,
    lookUp: athena?.lookUp,
    isAncestor: athena?.isAncestor,
  });
  const all: Diagnostic[] = [
    ...faults,
    ...(previous?.diagnostics ?? []),
    ...exceptions.diagnostics,
    ...(athena?.diagnostics ?? []),
    ...findings,
  ];
  if (args.json) {
    const rules = RULES.map(({ code, title, source }) => ({ code, title, source }));
    terminal.out(`${JSON.stringify({ release: args.release, rules, findings: all }, undefined, 2)}\n`);
  } else {
    for (const finding of all) terminal.out(`${formatDiagnostic(finding)}\n`);
    const looked = athena ? '' : ' (without --athena the concepts of others are not looked at)';
    terminal.out(
      `${RULES.length} rules over ${release.concepts.length} concepts and ${release.relationships.length} relationships: ${all.length === 0 ? 'all kept' : `${all.length} findings`}${looked}\n`,
    );
  }
  return all.some(({ severity }) => severity === 'error' || severity === 'finding') ? 1 : 0;
}

async function openAthena(bundle: string, release: Release, terminal: Terminal) {
  const onProgress = showScan(terminal);
  const { value, diagnostics } = await resolveCodes({
    bundle,
    codes: [],
    conceptIds: [...findForeignIds(release)],
    ...(onProgress ? { onProgress } : {}),
  });
  const index = value?.index;
  const ancestors = await findAncestors(bundle, findSeveralTargets(release), onProgress);
  return {
    isAncestor: ancestors.value,
    lookUp: index && ((conceptId: number) => index.findById(conceptId as ConceptId)),
    diagnostics: [...diagnostics, ...ancestors.diagnostics].filter(({ severity }) => severity === 'error'),
  };
}
