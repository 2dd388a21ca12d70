/** `dicom-omop ids rebase`: what this ledger added gets ids after those of another, merged or shipped, ledger. */
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EMPTY_HISTORY, formatHistory, parseHistory } from '../assign/history.js';
import { EMPTY_LEDGER, formatLedger, parseLedger } from '../assign/ledger.js';
import { type Renumbered, rebaseLedger, splitConflict } from '../assign/ledger-rebase.js';
import { withLedgerLock, writeLedgerFiles } from '../build/ledger-files.js';
import { historyFileOf } from '../build/options.js';
import { writeFileWhole } from '../disk/staged.js';
import { findText, getText } from '../disk/text-file.js';
import { formatMigrationSql, formatMigrationTable } from '../emit/migration.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { findVersion, requireGit } from './git-past.js';
import { findLedger, type IdsCheckArguments, noLedger } from './ids.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface IdsRebaseArguments extends IdsCheckArguments {
  /** A branch or commit, or the file of another ledger. */
  readonly onto: string;
  /** Folder for a table and a script that move stored data to the new ids. */
  readonly migration?: string | undefined;
}

/** Renumbers what this branch added after what the other one added. */
export async function runIdsRebase(args: IdsRebaseArguments, terminal: Terminal): Promise<0 | 1> {
  const ledgerFile = findLedger(args, terminal);
  const onWait = (holder: string) => terminal.err(`waits for ${ledgerFile}: held by ${holder}\n`);
  return withLedgerLock({ ledgerFile, purpose: 'ids rebase', onWait }, async () =>
    rebaseFiles(ledgerFile, args, terminal),
  );
}

function rebaseFiles(ledgerFile: string, args: IdsRebaseArguments, terminal: Terminal): 0 | 1 {
  const historyFile = historyFileOf(ledgerFile);
  if (findText(ledgerFile) === undefined) throw noLedger(ledgerFile);
  const other = openOther(ledgerFile, args.onto, terminal);
  const texts = { ledgerText: findText(ledgerFile), historyText: findText(historyFile) };
  const ledger = readSides(ledgerFile, other.ledger, args.onto, EMPTY_LEDGER);
  const history = readSides(historyFile, other.history, args.onto, EMPTY_HISTORY);
  const onto = {
    ledger: parseLedger(ledger.onto, `${args.onto}:${ledgerFile}`),
    history: parseHistory(history.onto, historyFile),
  };
  const later = {
    ledger: parseLedger(ledger.later, ledgerFile),
    history: parseHistory(history.later, historyFile),
  };
  const diagnostics = [onto, later].flatMap((side) => [
    ...side.ledger.diagnostics,
    ...side.history.diagnostics,
  ]);
  reportDiagnostics(diagnostics, terminal);
  if (isBlocking(diagnostics)) return 1;
  const rebased = rebaseLedger(
    { ledger: onto.ledger.value, history: onto.history.value },
    { ledger: later.ledger.value, history: later.history.value },
  );
  if (args.migration !== undefined) {
    writeMigration(resolve(terminal.workingDirectory, args.migration), rebased.renumbered);
  }
  writeLedgerFiles(
    { ledgerFile, historyFile, ...texts },
    { ledger: formatLedger(rebased.ledger), history: formatHistory(rebased.history) },
  );
  if (args.json) terminal.out(`${JSON.stringify(rebased.renumbered, undefined, 2)}\n`);
  else {
    for (const { line, from, known } of rebased.renumbered) {
      terminal.out(
        `${from} -> ${line.conceptId}  ${line.vocabularyId} ${line.conceptCode}${known ? '  (has this id already)' : ''}\n`,
      );
    }
    const next =
      args.migration === undefined ? '' : `move stored data with ${join(args.migration, 'migrate.sql')}, `;
    terminal.out(
      `${rebased.renumbered.length} codes renumbered after ${args.onto}; ${next}build again, then commit ${ledgerFile}\n`,
    );
  }
  return 0;
}

interface OtherLedger {
  readonly ledger: string;
  readonly history: string | undefined;
}

/** The ledger of another branch, or of a file: that of a newer program, or of another site. */
function openOther(ledgerFile: string, onto: string, { workingDirectory }: Terminal): OtherLedger {
  const file = resolve(workingDirectory, onto);
  if (existsSync(file) && statSync(file).isFile()) {
    return { ledger: getText(file, 'give --onto a ledger'), history: findText(historyFileOf(file)) };
  }
  requireGit(ledgerFile);
  const ledger = findVersion(ledgerFile, onto);
  if (ledger !== undefined) return { ledger, history: findVersion(historyFileOf(ledgerFile), onto) };
  throw new EnvironmentError(`git has no ${basename(ledgerFile)} in ${onto}`, {
    fix: 'give --onto a branch or commit that has the ledger, or the file of a ledger',
  });
}

function writeMigration(folder: string, renumbered: readonly Renumbered[]): void {
  const rows = renumbered.map(({ line: { conceptId, conceptCode }, from }) => ({
    oldId: from,
    newId: conceptId,
    oldCode: conceptCode,
    oldName: '',
    code: conceptCode,
    how: 'same code',
    candidates: [],
  }));
  writeFileWhole(join(folder, 'id_migration.tsv'), formatMigrationTable(rows));
  writeFileWhole(join(folder, 'migrate.sql'), formatMigrationSql(rows));
}

/** The other branch's file, and this one's: the working tree's, or its side of a conflict. */
function readSides(
  file: string,
  other: string | undefined,
  onto: string,
  empty: string,
): { readonly onto: string; readonly later: string } {
  const text = findText(file);
  const conflict = splitConflict(text ?? '');
  if (!conflict) return { onto: other ?? empty, later: text ?? empty };
  const { first, second } = conflict;
  if (other === second) return { onto: second, later: first };
  if (other === first) return { onto: first, later: second };
  throw new EnvironmentError(`neither side of the conflict in ${basename(file)} is that of ${onto}`, {
    fix: 'give --onto the branch that you merge with; in a git rebase, HEAD',
  });
}
