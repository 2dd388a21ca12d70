/** `dicom-omop diff A B` */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { findCurated } from '../build/options.js';
import { type IsAccepted, parseAcceptedChanges } from '../diff/accepted-changes.js';
import { compareReleases, countKinds, type ReleaseDiff } from '../diff/compare/comparison.js';
import { findFailures, parseFailureConditions } from '../diff/compare/failure-conditions.js';
import { countActions, emitDelta } from '../diff/delta.js';
import type { ReleaseTables } from '../diff/release-tables.js';
import { renderJson, renderTsv } from '../diff/report/data-files.js';
import { renderMarkdown } from '../diff/report/markdown.js';
import { renderPage } from '../diff/report/page.js';
import { writeFileWhole } from '../disk/staged.js';
import { findText } from '../disk/text-file.js';
import { EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { refuseFolder, refuseForeign, writeReleaseDirectory } from '../release/release-directory.js';
import type { DiffFormat } from './diff-formats.js';
import { readSides, type SideOptions } from './diff-sides.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface DiffArguments extends SideOptions {
  readonly old: string;
  readonly now: string;
  readonly format: DiffFormat;
  readonly out?: string | undefined;
  /** Items of one list of the Markdown at most. */
  readonly limit?: string | undefined;
  readonly failOn?: string | undefined;
  /** Folder for the rows that differ. */
  readonly delta?: string | undefined;
}

/** Exit code 1 if an id has changed, or what `--fail-on` names. */
export async function runDiff(args: DiffArguments, terminal: Terminal): Promise<0 | 1> {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const conditions = parseFailureConditions(args.failOn ?? '');
  const limit = readLimit(args.limit);
  if (args.out !== undefined) refuseFolder(here(args.out));
  if (args.delta !== undefined) refuseForeign(here(args.delta));
  const { value: sides, diagnostics } = await readSides([args.old, args.now], args, terminal);
  if (!sides) {
    reportDiagnostics(diagnostics, terminal);
    return 1;
  }
  const accepted = readAccepted(args, terminal);
  const { value: diff, diagnostics: faults } = compareReleases(...sides, accepted.value);
  reportDiagnostics([...diagnostics, ...accepted.diagnostics, ...faults], terminal);
  if (isBlocking(accepted.diagnostics)) return 1;

  const text = render(diff, args.format, limit);
  if (args.out === undefined) terminal.out(text);
  else {
    writeFileWhole(here(args.out), text);
    terminal.out(formatSummary(diff, args.out));
  }
  if (args.delta !== undefined) {
    await writeReleaseDirectory(here(args.delta), makeDelta(diff, sides, terminal.toolVersion));
    terminal.err(`delta     the rows that differ are in ${args.delta}\n`);
  }
  const failures = findFailures(
    diff.changes.filter((change) => !diff.accepted.has(change)),
    conditions,
  );
  for (const { name, count } of failures) {
    terminal.err(`dicom-omop: ${count} change${count === 1 ? '' : 's'} to fail on: ${name}\n`);
  }
  return failures.length > 0 || isBlocking(faults) ? 1 : 0;
}

/** None where there is no such file: releases of older mappings have none. */
function readAccepted({ mappings }: DiffArguments, terminal: Terminal): Outcome<IsAccepted> {
  const file = findCurated(mappings, 'accepted-changes.tsv', terminal);
  return parseAcceptedChanges(findText(file) ?? 'kind\tcode\tfrom\tto\treason\n', file);
}

function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new EnvironmentError(`"${text}" is no number of items`, { fix: 'give --limit as a whole number' });
}

function render(diff: ReleaseDiff, format: DiffFormat, limit: number | undefined): string {
  switch (format) {
    case 'md':
      return renderMarkdown(diff, { limit });
    case 'json':
      return renderJson(diff);
    case 'tsv':
      return renderTsv(diff);
    case 'html':
      return renderPage(diff);
  }
}

/** The delta files with a manifest that says from which release to which they lead. */
function makeDelta(
  { old, now }: ReleaseDiff,
  sides: readonly [ReleaseTables, ReleaseTables],
  toolVersion: string,
): ReadonlyMap<string, string> {
  const files = emitDelta(...sides);
  const manifest = {
    tool: `dicom-omop ${toolVersion}`,
    from: old,
    to: now,
    files: Object.fromEntries(
      [...files].map(([name, text]) => [
        name,
        { sha256: createHash('sha256').update(text).digest('hex'), ...countActions(text) },
      ]),
    ),
  };
  return new Map([...files, ['manifest.json', `${JSON.stringify(manifest, undefined, 2)}\n`]]);
}

function formatSummary({ old, now, changes }: ReleaseDiff, file: string): string {
  const kinds = [...countKinds(changes)].map(([kind, count]) => `  ${String(count).padStart(6)}  ${kind}\n`);
  return `${changes.length} changes from ${old.edition} to ${now.edition}, in ${file}\n${kinds.join('')}`;
}
