/**
 * The id ledger and its history on the disk. One process at a time may add to them; lines are added to the bytes that
 * are there, never written anew; and nothing that another program wrote meanwhile is lost.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import {
  checkLedgerHolds,
  EMPTY_HISTORY,
  formatHistoryLine,
  type HistoryLine,
  parseHistory,
} from '../assign/history.js';
import { EMPTY_LEDGER, formatLedgerLine, type LedgerLine, parseLedger } from '../assign/ledger.js';
import { hasCode } from '../disk/durable-file.js';
import { isHeld, withLock } from '../disk/file-lock.js';
import {
  followLink,
  placeTogether,
  recover,
  recoverTogether,
  type Staged,
  stageFile,
  writeFileWhole,
} from '../disk/staged.js';
import { findBytes } from '../disk/text-file.js';
import { collect, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { decodeUtf8 } from '../model/utf8-text.js';
import { historyFileOf, privateLedgerOf } from './options.js';

export interface LedgerFiles {
  readonly ledgerFile: string;
  readonly historyFile: string;
  /** Undefined where the file is not there. */
  readonly ledgerText: string | undefined;
  readonly historyText: string | undefined;
  readonly ledger: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
  /** The texts that the files start from where there are none yet; undefined for empty ones. */
  readonly start?: { readonly ledger: string; readonly history: string } | undefined;
}

/** The same, where neither file is there, from the shipped ledger: what is added to it is written to its own files. */
function readShipped(ledgerFile: string, shipped: string): Outcome<LedgerFiles> {
  const { value, diagnostics } = readLedgerFiles(shipped);
  const { ledgerText = EMPTY_LEDGER, historyText = EMPTY_HISTORY } = value;
  return {
    value: {
      ...value,
      ledgerFile,
      historyFile: historyFileOf(ledgerFile),
      ledgerText: undefined,
      historyText: undefined,
      start: { ledger: ledgerText, history: historyText },
    },
    diagnostics,
  };
}

/** Any fault, and a ledger that lacks what its history names, is an error: nothing is built on a ledger in doubt. */
export function readLedgerFiles(ledgerFile: string, shipped?: string): Outcome<LedgerFiles> {
  const isNew = !existsSync(ledgerFile) && !existsSync(historyFileOf(ledgerFile));
  if (isNew && shipped !== undefined && existsSync(shipped)) return readShipped(ledgerFile, shipped);
  const { keep, add, diagnostics } = collect();
  const read = <Line>(
    file: string,
    empty: string,
    parse: (text: string, file: string) => Outcome<readonly Line[]>,
  ) => {
    const bytes = findBytes(file);
    const text = bytes && keep(decodeUtf8(bytes, file));
    return { text, lines: isBlocking(diagnostics) ? [] : keep(parse(text ?? empty, file)) };
  };
  const historyFile = historyFileOf(ledgerFile);
  const ledger = read(ledgerFile, EMPTY_LEDGER, parseLedger);
  const history = read(historyFile, EMPTY_HISTORY, parseHistory);
  if (!isBlocking(diagnostics)) {
    add(...checkLedgerHolds(ledger.lines, history.lines, { ledgerFile, historyFile }));
  }
  const texts = { ledgerText: ledger.text, historyText: history.text };
  return {
    value: { ledgerFile, historyFile, ...texts, ledger: ledger.lines, history: history.lines },
    diagnostics,
  };
}

/** Milliseconds. A build may keep its process busy for a while, and another may wait for several builds. */
const LEDGER_TIMES = { touchEvery: 500, staleAfter: 60_000, giveUpAfter: 1_800_000 };

export interface LedgerLockRequest {
  readonly ledgerFile: string;
  /** Told to those who wait: `build 2024d`. */
  readonly purpose: string;
  readonly onWait?: ((holder: string) => void) | undefined;
}

/**
 * Runs `action` while no other process changes the ledger or its history; what a killed run left beside them is
 * removed. Where the folder may not be written, nobody can change them, and there is no lock.
 */
export async function withLedgerLock<T>(
  { ledgerFile, purpose, onWait }: LedgerLockRequest,
  action: () => Promise<T>,
): Promise<T> {
  const real = followLink(ledgerFile);
  if (isReadOnly(dirname(real))) return action();
  return withLock({ file: lockFileOf(ledgerFile), purpose, times: LEDGER_TIMES, onWait }, () => {
    recoverTogether(recordOf(ledgerFile));
    for (const file of [recordOf(ledgerFile), ...ledgerFilesOf(ledgerFile)]) recover(file);
    return action();
  });
}

/** A ledger, that of the private vocabulary beside it, and their histories: one lock guards them all. */
function ledgerFilesOf(ledgerFile: string): readonly string[] {
  return [ledgerFile, privateLedgerOf(ledgerFile)].flatMap((file) => [file, historyFileOf(file)]);
}

export interface LedgerAddition {
  readonly ids: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
}

/** What a build adds to one of the ledgers that it keeps. */
export interface LedgerGrowth extends LedgerAddition {
  readonly files: LedgerFiles;
}

/**
 * Adds lines to ledgers and their histories as they were read, all or none; they are durable when it returns, and lines
 * that were added already are not added again. Throws EnvironmentError, with every file as it was, if one cannot be
 * written or was changed since it was read. The first is the ledger whose lock is held.
 */
export function appendToLedgers(growths: readonly LedgerGrowth[]): void {
  const [main] = growths;
  if (main) placeChanges(main.files.ledgerFile, growths.flatMap(changesOf));
}

function changesOf({ files, ids, history }: LedgerGrowth): LedgerChange[] {
  const {
    start,
    ledgerText = start?.ledger ?? EMPTY_LEDGER,
    historyText = start?.history ?? EMPTY_HISTORY,
  } = files;
  const isCopied = start !== undefined;
  return listChanges(files, {
    ledger: ids.length > 0 || isCopied ? addLines(ledgerText, ids.map(formatLedgerLine)) : undefined,
    history:
      history.length > 0 || (isCopied && start.history !== EMPTY_HISTORY)
        ? addLines(historyText, history.map(formatHistoryLine))
        : undefined,
  });
}

/** Writes both texts in the manner of `appendToLedgers`; an undefined one stays as it is. */
export function writeLedgerFiles(files: LedgerTexts, texts: NewTexts): void {
  placeChanges(files.ledgerFile, listChanges(files, texts));
}

type LedgerTexts = Pick<LedgerFiles, 'ledgerFile' | 'historyFile' | 'ledgerText' | 'historyText'>;

interface NewTexts {
  readonly ledger: string | undefined;
  readonly history: string | undefined;
}

interface LedgerChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly text: string;
}

function listChanges(files: LedgerTexts, texts: NewTexts): LedgerChange[] {
  return [
    { file: files.ledgerFile, before: files.ledgerText, text: texts.ledger },
    { file: files.historyFile, before: files.historyText, text: texts.history },
  ].flatMap(({ text, ...change }) =>
    text === undefined || isThere(change.file, text) ? [] : { ...change, text },
  );
}

function placeChanges(ledgerFile: string, changes: readonly LedgerChange[]): void {
  const staged: Staged[] = [];
  try {
    for (const { file, text } of changes) staged.push(stageFile(file, text));
    if (staged.length > 0 && !isHeld(lockFileOf(ledgerFile))) throw lostLock(ledgerFile);
    for (const { file, before } of changes) if (!isThere(file, before)) throw changedMeanwhile(file);
    if (staged.length > 0) placeTogether(recordOf(ledgerFile), staged);
  } catch (error) {
    if (!existsSync(recordOf(ledgerFile))) for (const file of staged) file.discard();
    throw error;
  }
}

/** A copy of the ledgers and their histories under another name; what is not there is not copied. */
export function copyLedgerFiles(from: string, to: string): void {
  const targets = ledgerFilesOf(to);
  for (const [index, file] of ledgerFilesOf(from).entries()) {
    const bytes = findBytes(file);
    const target = targets[index];
    if (bytes && target !== undefined) writeFileWhole(target, bytes);
  }
}

function addLines(text: string, lines: readonly string[]): string {
  return `${text}${lines.map((line) => `${line}\n`).join('')}`;
}

function lockFileOf(ledgerFile: string): string {
  return `${followLink(ledgerFile)}.lock`;
}

/** Notes which files are being put in place together. */
function recordOf(ledgerFile: string): string {
  return `${followLink(ledgerFile)}.commit`;
}

function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return !hasCode(error, 'ENOENT');
  }
}

/** True if the file holds this text; undefined stands for a file that is not there. */
function isThere(file: string, text: string | undefined): boolean {
  const bytes = findBytes(file);
  return text === undefined || bytes === undefined ? text === bytes : bytes.equals(Buffer.from(text));
}

function changedMeanwhile(file: string): EnvironmentError {
  return new EnvironmentError(
    `${file} was changed by another program while this one ran: nothing was written`,
    { fix: 'run the command again; it will read the file as it is now' },
  );
}

function lostLock(ledgerFile: string): EnvironmentError {
  return new EnvironmentError(
    `the lock on ${basename(ledgerFile)} was taken over by another process: nothing was written`,
    { fix: 'run the command again' },
  );
}
