/** `dicom-omop ids import | migrate | check`: the ledger seeded, moved to, and proved. */
import { basename, join, resolve } from 'node:path';
import { parseHistory } from '../assign/history.js';
import { formatLedger, type LedgerLine, parseLedger } from '../assign/ledger.js';
import { checkAppendOnly } from '../assign/ledger-promises.js';
import { matchOldConcepts, type OldMatch, parseOldConcepts } from '../assign/old-concepts.js';
import { writeLedgerFiles } from '../build/ledger-files.js';
import {
  type BuildConfig,
  type BuildOptions,
  findMappings,
  historyFileOf,
  privateLedgerOf,
} from '../build/options.js';
import { prepareBuild } from '../build/pipeline.js';
import { writeFileWhole } from '../disk/staged.js';
import { findText, getText } from '../disk/text-file.js';
import { formatMigrationSql, formatMigrationTable, type Migration } from '../emit/migration.js';
import { type Diagnostic, EnvironmentError, isBlocking } from '../model/diagnostic.js';
import type { ConceptId } from '../model/omop.js';
import { underLedgerLock } from './build.js';
import { readConfig } from './build-config.js';
import { findGitFault, isShallow, readVersions, requireGit } from './git-past.js';
import { exitCodeOf, makeLiveLine, reportDiagnostics, type Terminal, withProgress } from './terminal.js';

export interface IdsImportArguments extends BuildOptions {
  readonly file: string;
  readonly report?: string | undefined;
  readonly json: boolean;
}

/** Seeds an empty ledger with the ids of a CONCEPT file, for the codes of an edition. */
export async function runIdsImport(args: IdsImportArguments, terminal: Terminal): Promise<0 | 1> {
  const config = await readConfig(args, terminal);
  return underLedgerLock(config, terminal, () => seedLedger(config, args, terminal));
}

async function seedLedger(config: BuildConfig, args: IdsImportArguments, terminal: Terminal): Promise<0 | 1> {
  const { value: build, diagnostics } = await withProgress(makeLiveLine(terminal), (progress) =>
    prepareBuild(config, progress),
  );
  if (!build) {
    reportDiagnostics(diagnostics, terminal);
    return 1;
  }
  const { ledger, ledgerFile, profile } = build.curation;
  const file = resolve(terminal.workingDirectory, args.file);
  const old = parseOldConcepts(getText(file, 'give a CONCEPT file'), args.file, profile.vocabularyId);
  const own = build.vocabulary.concepts.filter(({ kind }) => kind !== 'metadata');
  const matches = matchOldConcepts(
    old.value,
    own.map(({ conceptCode, name }) => ({ conceptCode, conceptName: name })),
  );
  const lines = matches
    .flatMap(({ old: { conceptId }, conceptCode }): LedgerLine[] =>
      conceptCode === undefined
        ? []
        : [
            {
              conceptId: conceptId as ConceptId,
              vocabularyId: profile.vocabularyId,
              conceptCode,
              firstEdition: config.edition,
            },
          ],
    )
    .sort((a, b) => a.conceptId - b.conceptId);
  const text = formatLedger(lines);
  // What an import that was killed had written already is what this one writes.
  if (ledger.length > 0 && formatLedger(ledger) !== text) {
    throw new EnvironmentError(`${ledgerFile} holds ids already: only an empty ledger can be seeded`, {
      fix: 'name a new file with --ledger, or use `dicom-omop ids migrate` to move stored data to our ids',
    });
  }
  const faults = [...old.diagnostics, ...parseLedger(text, args.file).diagnostics];
  reportDiagnostics(faults, terminal);
  if (isBlocking(faults)) {
    terminal.err('nothing was written\n');
    return 1;
  }
  const report = resolve(terminal.workingDirectory, args.report ?? 'ids-import.tsv');
  writeFileWhole(
    report,
    formatMigrationTable(matches.map((match) => migrationOf(match, match.old.conceptId))),
  );
  writeLedgerFiles(build.curation, { ledger: text, history: undefined });
  terminal.out(summarize(matches, args.json, { ledger: ledgerFile, report }));
  return matches.some(({ conceptCode }) => conceptCode === undefined) ? 1 : 0;
}

export interface IdsMigrateArguments {
  readonly from: string;
  readonly release: string;
  readonly out: string;
  readonly json: boolean;
}

/** Old ids -> the ids of a release, as a table and as SQL. Exit code 1 if some cannot be told apart. */
export function runIdsMigrate(args: IdsMigrateArguments, terminal: Terminal): 0 | 1 {
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const release = join(here(args.release), 'CONCEPT.csv');
  const current = parseOldConcepts(
    getText(release, 'give --release the folder of a release'),
    release,
    'DICOM',
  );
  const old = parseOldConcepts(
    getText(here(args.from), 'give --from an old CONCEPT file'),
    args.from,
    'DICOM',
  );
  const diagnostics = [...current.diagnostics, ...old.diagnostics];
  reportDiagnostics(diagnostics, terminal);
  if (isBlocking(diagnostics)) return 1;
  const idOf = new Map(current.value.map(({ conceptCode, conceptId }) => [conceptCode, conceptId]));
  const matches = matchOldConcepts(old.value, current.value);
  const rows = matches.map((match) => migrationOf(match, idOf.get(match.conceptCode ?? '')));
  const table = join(here(args.out), 'id_migration.tsv');
  const sql = join(here(args.out), 'migrate.sql');
  writeFileWhole(table, formatMigrationTable(rows));
  writeFileWhole(sql, formatMigrationSql(rows));
  terminal.out(summarize(matches, args.json, { table, sql }));
  return rows.some(({ newId }) => newId === undefined) ? 1 : 0;
}

function migrationOf({ old, conceptCode, how, candidates }: OldMatch, newId: number | undefined): Migration {
  return {
    oldId: old.conceptId,
    newId: conceptCode === undefined ? undefined : newId,
    oldCode: old.conceptCode,
    oldName: old.conceptName,
    code: conceptCode,
    how,
    candidates,
  };
}

function summarize(matches: readonly OldMatch[], json: boolean, files: Record<string, string>): string {
  const counts: Record<string, number> = {};
  for (const { how } of matches) counts[how] = (counts[how] ?? 0) + 1;
  if (json) return `${JSON.stringify({ rows: matches.length, matched: counts, ...files }, undefined, 2)}\n`;
  return [
    `${matches.length} rows`,
    ...Object.entries(counts).map(([how, count]) => `  ${String(count).padStart(6)} ${how}`),
    ...Object.entries(files).map(([what, file]) => `${what.padEnd(8)} ${file}`),
    '',
  ].join('\n');
}

export interface IdsCheckArguments {
  readonly mappings?: string | undefined;
  readonly ledger?: string | undefined;
  readonly json: boolean;
}

/** The ledger's promises against its git history, and against itself. */
export function runIdsCheck(args: IdsCheckArguments, terminal: Terminal): 0 | 1 {
  const ledgerFile = findLedger(args, terminal);
  const ledgers = args.ledger === undefined ? [ledgerFile, privateLedgerOf(ledgerFile)] : [ledgerFile];
  const checked: Record<string, number> = {};
  const files = ledgers.flatMap((file) => [file, historyFileOf(file)]);
  const diagnostics: Diagnostic[] = files.flatMap((file) => {
    const text = findText(file);
    const past = readVersions(file);
    if (text === undefined && past.length === 0) return [];
    const versions = [...past, { revision: 'the working tree', text: text ?? '' }];
    checked[basename(file)] = versions.length;
    return [...parsePresent(text, file, ledgers.includes(file)), ...checkAppendOnly(versions, file)];
  });
  if (args.ledger !== undefined && checked[basename(ledgerFile)] === undefined) throw noLedger(ledgerFile);
  const isPastKnown = Object.keys(checked).length === 0 || findGitFault(ledgerFile) === undefined;
  if (isPastKnown && isShallow(ledgerFile)) diagnostics.push(shallowClone(ledgerFile));
  reportDiagnostics(diagnostics, terminal);
  if (!isPastKnown && !isBlocking(diagnostics)) requireGit(ledgerFile);
  if (args.json) terminal.out(`${JSON.stringify({ versions: checked, faults: diagnostics.length })}\n`);
  else if (!isBlocking(diagnostics)) {
    const told = Object.entries(checked).map(([file, versions]) => `${file} (${versions} versions)`);
    terminal.out(
      `${told.join(' and ') || 'no ledger yet'}: no line changed or removed, no id twice, all in range\n`,
    );
  }
  return exitCodeOf(diagnostics);
}

function parsePresent(text: string | undefined, file: string, isLedger: boolean): readonly Diagnostic[] {
  if (text === undefined) return [];
  return (isLedger ? parseLedger(text, file) : parseHistory(text, file)).diagnostics;
}

export function noLedger(file: string): EnvironmentError {
  return new EnvironmentError(`${file} is not there`, { fix: 'give --ledger a ledger that a build wrote' });
}

function shallowClone(file: string): Diagnostic {
  return {
    code: 'ledger-past-cut',
    severity: 'warning',
    at: { file },
    message: 'this is a shallow clone: older versions of the ledger are not compared',
    fix: 'git fetch --unshallow (in a workflow: fetch-depth: 0)',
  };
}

export function findLedger(
  args: { readonly mappings?: string | undefined; readonly ledger?: string | undefined },
  terminal: Terminal,
): string {
  return args.ledger === undefined
    ? join(findMappings(args.mappings, terminal), 'concept-ids.tsv')
    : resolve(terminal.workingDirectory, args.ledger);
}
